"""Pictures compared and read by the browser itself: no image library is needed."""

from __future__ import annotations

import base64

_LOAD = """
const load = async (data) => {
  const image = new Image();
  image.src = "data:image/png;base64," + data;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const ink = canvas.getContext("2d", { willReadFrequently: true });
  ink.drawImage(image, 0, 0);
  return ink.getImageData(0, 0, image.width, image.height);
};
"""
_DIFFERENCE = f"""async ([one, two]) => {{ {_LOAD}
  const [a, b] = [await load(one), await load(two)];
  if (a.width !== b.width || a.height !== b.height) return 1;
  let other = 0;
  for (let i = 0; i < a.data.length; i += 4)
    other += [0, 1, 2].some((k) => Math.abs(a.data[i + k] - b.data[i + k]) > 8);
  return (4 * other) / a.data.length;
}}"""
_LOOK = f"""async (one) => {{ {_LOAD}
  const {{ width, height, data }} = await load(one);
  const colours = new Set();
  for (let i = 0; i < data.length; i += 4)
    colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
  return {{ width, height, colours: colours.size }};
}}"""
_SAMPLES = f"""async ([one, points]) => {{ {_LOAD}
  const {{ width, data }} = await load(one);
  return points.map(([x, y]) => {{
    const i = 4 * (Math.round(y) * width + Math.round(x));
    return [...data.slice(i, i + 3)];
  }});
}}"""


def _encoded(png: bytes) -> str:
    return base64.b64encode(png).decode()


def _ask(context, script, argument):
    page = context.new_page()
    try:
        return page.evaluate(script, argument)
    finally:
        page.close()


def difference(context, one: bytes, two: bytes) -> float:
    """Which share of the pixels of two PNGs differs."""
    return _ask(context, _DIFFERENCE, [_encoded(one), _encoded(two)])


def look(context, png: bytes) -> dict[str, int]:
    """Width, height and number of colours of a PNG."""
    return _ask(context, _LOOK, _encoded(png))


def samples(context, png: bytes, points) -> list[list[int]]:
    """The colours at some points of a PNG."""
    return _ask(context, _SAMPLES, [_encoded(png), [list(point) for point in points]])
