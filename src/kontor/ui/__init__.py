"""The design system: components, forms, the frame of every page, the map."""
