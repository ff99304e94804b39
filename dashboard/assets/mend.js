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
  mend()
  new MutationObserver(mend).observe(document.body, { childList: true, subtree: true })
})()

// Streamlit changes its own colours with the reader's device but not those of our charts and words; the address holds the rest.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => location.reload())
