// Everything here is a convenience: each page works without it.

import { Button, CharacterCount, Checkboxes, ErrorSummary, PasswordInput, Radios, SkipLink, createAll } from 'govuk-frontend'

import { keepDrafts } from './drafts.js'
import { answerInPlace } from './in_place.js'
import { closeMenus } from './menus.js'
import { showPasskeyProblem } from './passkeys.js'
import { keepSubmissions } from './submissions.js'
import { keepTableMeaning } from './tables.js'

const COMPONENTS = [Button, CharacterCount, Checkboxes, ErrorSummary, PasswordInput, Radios, SkipLink]

function start (scope) {
  COMPONENTS.forEach((component) => createAll(component, undefined, scope))
  keepTableMeaning(scope)
}

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
start(document)
closeMenus(document)
keepSubmissions(document)
keepDrafts(document)
answerInPlace(document)
document.body.addEventListener('htmx:load', ({ detail }) => detail.elt !== document.body && start(detail.elt))
document.addEventListener('allauth.error', showPasskeyProblem)
