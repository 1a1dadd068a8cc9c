// Rows that stack on a phone stop being a table to some readers; say what each part is.

const ROLES = [['thead', 'rowgroup'], ['tbody', 'rowgroup'], ['tr', 'row'], ['thead th', 'columnheader'], ['tbody th', 'rowheader'], ['td', 'cell']]

export function keepTableMeaning (scope) {
  scope.querySelectorAll('table.table:not([role])').forEach((table) => {
    table.setAttribute('role', 'table')
    ROLES.forEach(([part, role]) => table.querySelectorAll(part).forEach((element) => element.setAttribute('role', role)))
  })
}
