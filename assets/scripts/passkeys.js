// A passkey that was cancelled or is not there: say so beside the button.

export function showPasskeyProblem (event) {
  event.preventDefault()
  document.querySelectorAll('[data-passkey-problem]').forEach((words) => { words.hidden = false })
}
