// A menu made of <details> closes when attention moves on, as people expect of menus.

export function closeMenus (page) {
  page.addEventListener('click', (event) => closeOthers(page, event.target))
  page.addEventListener('focusin', (event) => closeOthers(page, event.target))
  page.addEventListener('keydown', (event) => event.key === 'Escape' && closeOpen(page))
}

function closeOthers (page, target) {
  openMenus(page).filter((menu) => !menu.contains(target)).forEach((menu) => { menu.open = false })
}

function closeOpen (page) {
  openMenus(page).forEach((menu) => {
    menu.open = false
    menu.querySelector('summary').focus()
  })
}

function openMenus (page) {
  return [...page.querySelectorAll('details.account[open]')]
}
