// Build the style sheet, the script and the typeface into throughline/web/shell/static/built.
// Run by tools/build_assets.py from the project root; refuses anything that carries government branding.

import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { build } from 'esbuild'
import { compileAsync } from 'sass'

const OUT = 'throughline/web/shell/static/built'
const TYPEFACE = 'node_modules/@fontsource-variable/atkinson-hyperlegible-next'
const LICENCES = ['assets/licences.txt', join(TYPEFACE, 'LICENSE')]
const FONTS = ['latin', 'latin-ext']
const BRANDING = [/gds\s*transport/i, /crown/i, /\bcrest/i, /govuk-logo/i, /govuk-(header|footer)__/i]
const BROWSERS = ['chrome109', 'firefox115', 'safari15.6']

async function styles () {
  const { css } = await compileAsync('assets/styles/app.scss', {
    loadPaths: ['.'],
    style: 'compressed',
    quietDeps: true,
    charset: false,
    logger: { warn: (message, { stack }) => stack?.includes('node_modules/') || console.warn(message, stack) }
  })
  await build({
    stdin: { contents: css, loader: 'css', resolveDir: '.' },
    outfile: join(OUT, 'app.css'),
    minify: true,
    target: BROWSERS,
    external: ['fonts/*'],
    bundle: true,
    logLevel: 'warning'
  })
}

async function scripts () {
  await build({
    entryPoints: ['assets/scripts/app.js'],
    outfile: join(OUT, 'app.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: BROWSERS,
    legalComments: 'none',
    logLevel: 'warning'
  })
}

async function fonts () {
  await mkdir(join(OUT, 'fonts'), { recursive: true })
  for (const script of FONTS) {
    const file = `atkinson-hyperlegible-next-${script}-wght-normal.woff2`
    await copyFile(join(TYPEFACE, 'files', file), join(OUT, 'fonts', file))
  }
}

async function licences () {
  const texts = await Promise.all(LICENCES.map((file) => readFile(file, 'utf8')))
  await writeFile(join(OUT, 'licences.txt'), texts.join('\n'))
}

async function refuseBranding () {
  for (const name of ['app.css', 'app.js']) {
    const text = await readFile(join(OUT, name), 'utf8')
    const found = BRANDING.find((mark) => mark.test(text))
    if (found) throw new Error(`${name} carries government branding (${found.source}). Leave that component out.`)
  }
  const files = await readdir(OUT, { recursive: true, withFileTypes: true })
  const stray = files.find((file) => file.isFile() && !/^(app\.(css|js)|licences\.txt|.+\.woff2)$/.test(file.name))
  if (stray) throw new Error(`${stray.name} does not belong in ${OUT}. Take it out of the build.`)
}

await rm(OUT, { recursive: true, force: true })
await mkdir(OUT, { recursive: true })
await Promise.all([styles(), scripts(), fonts(), licences()])
await refuseBranding()
