// A press that is answered in place: the page stays where it is scrolled, and only what it holds changes.
// Whatever else comes back (a refusal, a sign-in page, a fault) is left to the browser, by sending the form again:
// it carries its own number, so it counts once.

export function answerInPlace (page) {
  page.addEventListener('htmx:beforeSwap', (event) => {
    const form = pressed(event)
    if (form && !isThisPage(event.detail.xhr)) {
      event.detail.shouldSwap = false
      form.submit()
    }
  })
  page.addEventListener('htmx:sendError', (event) => pressed(event)?.submit())
  page.addEventListener('htmx:afterSettle', (event) => {
    if (pressed(event)) page.getElementById('main')?.focus({ preventScroll: true })
  })
}

function pressed ({ detail }) {
  return detail.requestConfig?.elt?.closest('form[data-in-place]')
}

function isThisPage (answer) {
  return answer.status < 400 && new URL(answer.responseURL, location.href).pathname === location.pathname
}
