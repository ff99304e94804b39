// Streamlit puts the sections of its navigation as plain boxes into a list, which screen readers cannot follow. The boxes become the lists.
(() => {
  const mend = () => {
    for (const list of document.querySelectorAll('[data-testid="stSidebarNavItems"]')) {
      if (![...list.children].some((child) => child.tagName !== 'LI')) continue
      if (list.getAttribute('role') !== 'presentation') list.setAttribute('role', 'presentation')
      for (const item of list.querySelectorAll('li')) {
        if (item.parentElement !== list && item.parentElement.getAttribute('role') !== 'list') item.parentElement.setAttribute('role', 'list')
      }
    }
  }
  // On a phone a map is wider than the screen: it begins in its middle, and the keyboard can push it.
  const push = () => {
    for (const box of document.querySelectorAll('[class*="st-key-roomy-"]')) {
      const hidden = box.scrollWidth - box.clientWidth
      if (hidden > 1 && box.tabIndex < 0) {
        box.tabIndex = 0
        if (box.className.includes('st-key-roomy-map-')) box.scrollLeft = hidden / 2
      } else if (hidden <= 1 && box.tabIndex === 0) {
        box.removeAttribute('tabindex')
      }
    }
  }
  const all = () => {
    mend()
    push()
  }
  all()
  new MutationObserver(all).observe(document.body, { childList: true, subtree: true })
})()

// Streamlit changes its own colours with the reader's device but not those of our charts and words; the address holds the rest.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => location.reload())
