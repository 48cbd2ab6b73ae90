"""Questions without a name: asked under a made-up one, found like the others, led by a receipt."""
