"""Pictures (H, W, 3) for people: `sheets` of digits and weights, drawn by Pillow, and `charts`, drawn by matplotlib.

Every figure is a function of arrays. `Image.fromarray(picture).save(path)` writes one.
"""
