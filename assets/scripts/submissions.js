// A form that comes back by the back button is the form that was sent: sent again as it is, it is answered as before.
// Once something in it changes it is a new form, and keeps the name the server gave it this time.

export function keepSubmissions (page) {
  const names = [...page.querySelectorAll('form input[name="submission"]')].filter(aloneInItsAddress)
  const before = cameBack() ? history.state?.submissions ?? {} : {}
  names.filter(({ form }) => before[form.action]).forEach((name) => sendAsBefore(name, before[name.form.action]))
  const submissions = Object.fromEntries(names.map(({ form, value }) => [form.action, value]))
  history.replaceState({ ...history.state, submissions }, '')
}

function cameBack () {
  return performance.getEntriesByType('navigation')[0]?.type === 'back_forward'
}

function aloneInItsAddress (name, _, names) {
  return names.filter(({ form }) => form.action === name.form.action).length === 1
}

function sendAsBefore (name, value) {
  const fresh = name.value
  name.value = value
  name.form.addEventListener('input', () => { name.value = fresh }, { once: true })
}
