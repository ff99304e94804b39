// Runs in the page that draws figures for download. It wraps Plotly.toImage: the figure leaves with its headline, subtitle,
// notes, source line and footer around it, with a title and a description for screen readers, and with its fonts inside.
(() => {
  const draw = Plotly.toImage
  const NAMESPACE = 'http://www.w3.org/2000/svg'
  const PAD = 32
  const ruler = document.createElement('canvas').getContext('2d')

  // The same figure has the same bytes: ids that plotly draws by lot come from one seed.
  const seeded = () => {
    let state = 20260702
    return () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state / 4294967296
    }
  }

  const STYLES = {
    headline: { size: 25, weight: 640, line: 33, ink: 'text' },
    smaller: { size: 21, weight: 640, line: 28, ink: 'text' },
    standfirst: { size: 18, weight: 400, line: 25, ink: 'text' },
    subtitle: { size: 16, weight: 400, line: 24, ink: 'muted' },
    notes: { size: 14, weight: 400, line: 20, ink: 'muted' },
    source: { size: 14, weight: 400, line: 20, ink: 'text' },
    footer: { size: 14, weight: 400, line: 20, ink: 'muted' },
  }

  const wrapped = (text, style, family, room) => {
    ruler.font = `${style.weight} ${style.size}px ${family}`
    const lines = []
    let line = ''
    for (const word of text.split(/\s+/).filter(Boolean)) {
      const longer = line ? `${line} ${word}` : word
      if (line && ruler.measureText(longer).width > room) {
        lines.push(line)
        line = word
      } else {
        line = longer
      }
    }
    return line ? [...lines, line] : lines
  }

  // Every text of the card as lines with the space they take.
  const measured = (card, width) => {
    const set = (part, text) => {
      const style = STYLES[part]
      return wrapped(text, style, card.family, width - 2 * PAD).map((words) => ({ words, style }))
    }
    const headline = set('headline', card.headline)
    const top = [...(headline.length > 2 ? set('smaller', card.headline) : headline), ...set('standfirst', card.standfirst), ...set('subtitle', card.subtitle)]
    const bottom = [...card.notes.flatMap((note) => set('notes', note)), ...set('source', card.source), ...set('footer', card.footer)]
    const space = (lines) => lines.reduce((sum, { style }) => sum + style.line, 0)
    return { top, bottom, above: PAD + 14 + space(top), below: PAD + space(bottom) }
  }

  const written = (svg, card, lines, from) => {
    let y = from
    for (const { words, style } of lines) {
      const text = document.createElementNS(NAMESPACE, 'text')
      text.setAttribute('x', PAD)
      text.setAttribute('y', y + style.size)
      text.setAttribute('style', `font-family: ${card.family}; font-size: ${style.size}px; font-weight: ${style.weight}; fill: ${card[style.ink]}`)
      text.textContent = words
      svg.appendChild(text)
      y += style.line
    }
  }

  const named = (svg, tag, id, words) => {
    const element = document.createElementNS(NAMESPACE, tag)
    element.setAttribute('id', id)
    element.textContent = words
    return element
  }

  const dressed = (source, card, texts, width, height) => {
    const svg = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement
    svg.setAttribute('role', 'img')
    svg.setAttribute('lang', card.language)
    svg.setAttribute('aria-labelledby', 'figure-title figure-desc')
    const faces = document.createElementNS(NAMESPACE, 'style')
    faces.textContent = window.facesFor(svg.textContent + Object.values(card).flat().join(' '))
    svg.prepend(named(svg, 'title', 'figure-title', card.headline), named(svg, 'desc', 'figure-desc', card.description), faces)
    const bar = document.createElementNS(NAMESPACE, 'rect')
    for (const [name, value] of Object.entries({ x: PAD, y: PAD - 10, width: 44, height: 4, fill: card.accent })) bar.setAttribute(name, value)
    svg.appendChild(bar)
    written(svg, card, texts.top, PAD + 6)
    written(svg, card, texts.bottom, height - texts.below + 12)
    return new XMLSerializer().serializeToString(svg)
  }

  const ONE_ROW = 34
  const legendHeight = (source) => {
    const found = /<g class="legend"[^>]*>.*?<rect class="bg"[^>]*?height="([\d.]+)"/s.exec(source)
    return found ? Number(found[1]) : 0
  }

  const address = (svg) => 'data:image/svg+xml,' + encodeURIComponent(svg)

  const painted = (svg, width, height, scale) =>
    new Promise((resolve, reject) => {
      const image = new Image()
      image.onload = () => {
        const canvas = document.createElement('canvas')
        canvas.width = width * scale
        canvas.height = height * scale
        const context = canvas.getContext('2d')
        context.fillStyle = '#ffffff'
        context.fillRect(0, 0, canvas.width, canvas.height)
        context.drawImage(image, 0, 0, canvas.width, canvas.height)
        resolve(canvas.toDataURL('image/png').replace('data:image/png;base64,', ''))
      }
      image.onerror = () => reject(new Error('the picture could not be painted'))
      image.src = address(svg)
    })

  Plotly.toImage = async (figure, options) => {
    const card = figure.layout.meta && figure.layout.meta.card
    if (!card) return draw(figure, options)
    Math.random = seeded()
    document.title = card.headline
    document.documentElement.lang = card.language
    await Promise.all(['400 16px Inter', '640 16px Inter'].map((font) => document.fonts.load(font)))
    await document.fonts.load('400 16px Vazirmatn', '\u0627')
    const { width, height, scale, format } = options
    const texts = measured(card, width)
    const margin = figure.layout.margin || {}
    figure.layout.margin = {
      l: Math.max(margin.l || 0, PAD),
      r: Math.max(margin.r || 0, PAD),
      t: (margin.t || 0) + texts.above,
      b: (margin.b || 0) + texts.below,
    }
    const vector = { format: 'svg', width, height, imageDataOnly: true }
    let plain = await draw(figure, vector)
    const inside = (figure.layout.legend || {}).orientation === 'v' // the legend of a map lies on it and needs no room above
    const legend = inside ? 0 : legendHeight(plain)
    if (legend > ONE_ROW) {
      // plotly makes room for a legend only where the margin has none; here the headline has taken it, so it is added.
      figure.layout.margin.t += legend - ONE_ROW
      Math.random = seeded()
      plain = await draw(figure, vector)
    }
    const svg = dressed(plain, card, texts, width, height)
    if (format === 'png') return painted(svg, width, height, scale || 1)
    return options.imageDataOnly ? svg : address(svg)
  }
})()
