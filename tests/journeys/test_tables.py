"""A table that is wider than a phone: its edge shows that there is more, until there is no more."""

from base64 import b64encode

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE = {"width": 375, "height": 768}
PIXEL = """async png => {
    const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return Array.from(canvas.getImageData(0, 0, 1, 1).data).slice(0, 3);
}"""


def scrolled(page, left: int):
    """The first table of the page, scrolled sideways by so many pixels, its caption row in view."""
    table = page.locator(".scroll").first
    expect(table.locator("tbody tr").first).to_be_attached()
    table.evaluate(
        """(element, left) => {
            element.scrollIntoView();
            document.querySelector('[data-testid="stMain"]').scrollBy({top: -200, behavior: "instant"});
            element.scrollLeft = left;
        }""",
        left,
    )
    return table


def edges(page, table, blank) -> tuple[list[int], list[int]]:
    """The colour at the left and the right edge of a table, beside its caption, where no text stands."""
    box = table.bounding_box()
    return tuple(
        blank.evaluate(
            PIXEL,
            b64encode(page.screenshot(clip={"x": x, "y": box["y"] + 2, "width": 1, "height": 1})).decode(),
        )
        for x in (box["x"], box["x"] + box["width"] - 1)
    )


@pytest.mark.parametrize(("scheme", "paper"), [("light", [255, 255, 255]), ("dark", [0, 0, 0])])
def test_a_wide_table_shows_at_which_edge_there_is_more(scheme, paper, browse, chromium):
    blank = chromium.new_page()
    page = browse("/kpis", viewport=PHONE, color_scheme=scheme)
    at_first = edges(page, scrolled(page, 0), blank)
    between = edges(page, scrolled(page, 100), blank)
    at_last = edges(page, scrolled(page, 10_000), blank)
    blank.close()
    assert at_first[0] == paper and at_first[1] != paper
    assert paper not in between
    assert at_last[0] != paper and at_last[1] == paper


def test_forced_colours_draw_a_line_where_no_shadow_can_be(browse):
    page = browse("/kpis", viewport=PHONE, forced_colors="active")
    table = scrolled(page, 0)
    expect(table).to_have_css("border-right-style", "solid")
    expect(table).to_have_css("background-image", "none")
