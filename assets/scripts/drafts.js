// What is typed is kept while it is typed: when attention moves on, every few seconds, and when the page is left.

const EVERY = 5000
const SIGNED_OUT = 401
const TOO_SOON = 429
const TOO_LONG = 413
const LINE_DOWN = 'Not kept: the line is down. Leave this page open; we try again.'
const WORDS = {
  [SIGNED_OUT]: 'You are signed out. What you typed is kept: send it, and sign in when asked.',
  [TOO_LONG]: 'This is too long to keep while you type. Send it before you leave.'
}

export function keepDrafts (page) {
  page.querySelectorAll('input[data-keep]').forEach((pass) => keep(pass.form, pass))
}

function keep (form, pass) {
  const state = { typed: false, failing: false, sent: false }
  const now = () => state.typed && !state.sent && send(form, pass, state)
  form.addEventListener('input', () => { state.typed = true })
  form.addEventListener('focusout', now)
  form.addEventListener('submit', () => { state.sent = true; state.inFlight?.abort() })
  setInterval(now, EVERY)
  document.addEventListener('visibilitychange', () => document.hidden && now())
  window.addEventListener('pageshow', () => { state.sent = false })
  window.addEventListener('beforeunload', (event) => state.failing && !state.sent && event.preventDefault())
}

async function send (form, pass, state) {
  if (state.inFlight) return
  state.typed = false
  state.inFlight = new AbortController()
  try {
    const { signal } = state.inFlight
    const answer = await fetch(pass.dataset.keep, { method: 'POST', body: typed(form), redirect: 'manual', keepalive: true, signal })
    await tell(form, answer, state)
  } catch (fault) {
    if (!state.sent) failed(form, state)
  } finally {
    state.inFlight = undefined
  }
}

async function tell (form, answer, state) {
  if (answer.status === TOO_SOON) {
    state.typed = true
  } else if (answer.ok) {
    const time = await answer.text()
    state.failing = false
    if (time) say(form, `Kept at ${time}. Not sent yet.`)
  } else if (WORDS[answer.status]) {
    say(form, WORDS[answer.status])
  } else {
    failed(form, state)
  }
}

function failed (form, state) {
  state.typed = state.failing = true
  say(form, LINE_DOWN)
}

function typed (form) {
  const answers = new FormData(form)
  answers.set('sending', answers.get('submission') ?? '')
  answers.delete('submission')
  return new URLSearchParams([...answers].filter(([, value]) => typeof value === 'string'))
}

function say (form, words) {
  const line = form.querySelector('[data-kept]')
  line.hidden = false
  line.textContent = words
}
