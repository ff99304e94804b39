// Runs in the page that draws figures for download. It wraps Plotly.toImage: the figure leaves with its headline, subtitle,
// notes, source line and footer around it, with a title and a description for screen readers, and with its fonts inside.
// The figure is drawn in a box of its own between the texts, so that plotly makes room for ticks and legend by itself; the
// picture grows where long texts would leave too little for the plot.
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

  const made = (tag, attributes, parts = []) => {
    const element = document.createElementNS(NAMESPACE, tag)
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    element.append(...parts)
    return element
  }

  const written = (card, lines, from) => {
    let y = from
    return lines.map(({ words, style }) => {
      const font = `font-family: ${card.family}; font-size: ${style.size}px; font-weight: ${style.weight}; fill: ${card[style.ink]}`
      const text = made('text', { x: PAD, y: y + style.size, style: font }, [words])
      y += style.line
      return text
    })
  }

  const dressed = (source, card, texts, width, height) => {
    const svg = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement
    const figure = made('g', { transform: `translate(${PAD},${texts.above})` }, [...svg.childNodes])
    const sizes = { width, height, viewBox: `0 0 ${width} ${height}` }
    const names = { role: 'img', lang: card.language, 'aria-labelledby': 'figure-title figure-desc' }
    for (const [name, value] of Object.entries({ ...sizes, ...names })) svg.setAttribute(name, value)
    const faces = made('style', {}, [window.facesFor(figure.textContent + Object.values(card).flat().join(' '))])
    svg.append(
      made('title', { id: 'figure-title' }, [card.headline]),
      made('desc', { id: 'figure-desc' }, [card.description]),
      faces,
      made('rect', { width, height, fill: card.ground }),
      figure,
      made('rect', { x: PAD, y: PAD - 10, width: 44, height: 4, fill: card.accent }),
      ...written(card, texts.top, PAD + 6),
      ...written(card, texts.bottom, height - texts.below + 12),
    )
    return new XMLSerializer().serializeToString(svg)
  }

  // Height of the plot in a drawing, from the frame that clips it; maps have none and fill their box.
  const plotHeight = (source, figure) => {
    const found = /class="plotclip"><rect width="[\d.]+" height="([\d.]+)"/.exec(source)
    const [low, high] = (figure.layout.yaxis || {}).domain || [0, 1]
    return found ? Number(found[1]) / (high - low) : NaN
  }

  // The figure with a plot of the height that it needs, and the height of the box that holds it.
  const fitted = async (figure, box, width, { plot, exact }) => {
    const drawn = (height) => {
      Math.random = seeded()
      return draw(figure, { format: 'svg', width, height, imageDataOnly: true })
    }
    const first = await drawn(box)
    const missing = plot - plotHeight(first, figure)
    if (!(exact ? Math.abs(missing) >= 1 : missing >= 1)) return { plain: first, box }
    const better = Math.round(box + missing)
    return { plain: await drawn(better), box: better }
  }

  const address = (svg) => 'data:image/svg+xml,' + encodeURIComponent(svg)

  const painted = (svg, ground, width, height, scale) =>
    new Promise((resolve, reject) => {
      const image = new Image()
      image.onload = () => {
        const canvas = document.createElement('canvas')
        canvas.width = width * scale
        canvas.height = height * scale
        const context = canvas.getContext('2d')
        context.fillStyle = ground
        context.fillRect(0, 0, canvas.width, canvas.height)
        context.drawImage(image, 0, 0, canvas.width, canvas.height)
        resolve(canvas.toDataURL('image/png').replace('data:image/png;base64,', ''))
      }
      image.onerror = () => reject(new Error('the picture could not be painted'))
      image.src = address(svg)
    })

  // A page of the PDF is as large as the picture, whatever size was asked for.
  const paper = document.createElement('style')
  const sized = (width, height) => {
    paper.textContent = `@page { size: ${width}px ${height}px; margin: 0 } img { display: block }`
    document.body.append(paper)
  }

  Plotly.toImage = async (figure, options) => {
    const card = figure.layout.meta && figure.layout.meta.card
    if (!card) return draw(figure, options)
    document.title = card.headline
    document.documentElement.lang = card.language
    await Promise.all(['400 16px Inter', '640 16px Inter'].map((font) => document.fonts.load(font)))
    await document.fonts.load('400 16px Vazirmatn', '\u0627')
    const { width, scale, format } = options
    const texts = measured(card, width)
    const least = card.exact ? 0 : options.height - texts.above - texts.below
    const { plain, box } = await fitted(figure, Math.max(least, card.plot + card.around), width - 2 * PAD, card)
    const height = texts.above + box + texts.below
    const svg = dressed(plain, card, texts, width, height)
    sized(width, height)
    if (format === 'png') return painted(svg, card.ground, width, height, scale || 1)
    return options.imageDataOnly ? svg : address(svg)
  }
})()
