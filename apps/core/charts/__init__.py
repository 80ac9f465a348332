"""Pictures as server-rendered SVG: plain data in, markup out. Colours, fonts and dark mode are the style sheet's."""
