"""What the pages do in a browser: language, theme, today, ticks, filters, copying, keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sitegen.i18n.locales import LOCALES
from tests.site.sites import ORIGIN, BuiltSite

pytestmark = pytest.mark.browser

Serve = Callable[[BuiltSite], str]
NOVEMBER = "2026-11-22T10:00:00"
AFTER_THE_YEAR = "2027-07-15T10:00:00"


@pytest.fixture
def root(statewide: BuiltSite, serve: Serve) -> str:
    return serve(statewide)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(
        locale="en-US", timezone_id="America/Los_Angeles", color_scheme="light"
    )
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    faults: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda said: faults.append(said.text))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    assert faults == []


# --- language -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("browser_language", "tag"),
    [
        *(("zh-TW", "zh-Hant"), ("zh-CN", "zh-Hant"), ("tl-PH", "fil"), ("fil", "fil")),
        *(("zh-HK", "zh-Hant"), ("yue-HK", "zh-Hant"), ("es-419", "es"), ("en-US", "en")),
        *(("ar-EG", "ar"), ("vi-VN", "vi"), ("ko-KR", "ko"), ("es-MX", "es"), ("en-GB", "en")),
    ],
)
def test_the_chooser_goes_on_in_the_browser_s_language(
    browser_language: str, tag: str, root: str, browser: Browser
) -> None:
    context = browser.new_context(locale=browser_language)
    page = context.new_page()
    page.goto(f"{root}/")
    page.wait_for_url(f"{root}/{tag}/")
    context.close()


@pytest.mark.parametrize(
    ("preferred", "tag"),
    [
        ('["pt-BR", "en-US"]', "en"),
        ('["de", "ko-KR", "en"]', "ko"),
        ('["hmn", "vi"]', "vi"),
        ('["en-US", "es-MX"]', "en"),
    ],
)
def test_the_first_of_the_reader_s_languages_that_there_is_counts(
    preferred: str, tag: str, root: str, browser: Browser
) -> None:
    context = browser.new_context()
    context.add_init_script(
        f"Object.defineProperty(navigator, 'languages', {{ get: () => {preferred} }})"
    )
    page = context.new_page()
    page.goto(f"{root}/")
    page.wait_for_url(f"{root}/{tag}/")
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["unknown language", "without JavaScript"])
def test_where_no_language_is_known_the_list_of_all_stays(
    scripts: bool, root: str, browser: Browser
) -> None:
    """A reader of Portuguese picks one; nobody guesses that it is English."""
    context = browser.new_context(locale="pt-BR", java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{root}/", wait_until="networkidle")
    assert page.url == f"{root}/"
    links = page.locator("#languages a[hreflang]")
    assert [link.get_attribute("hreflang") for link in links.all()] == list(LOCALES)
    context.close()


def test_a_search_goes_on_in_the_other_language(page: Page, root: str) -> None:
    page.goto(f"{root}/en/search/?q=CAST")
    page.locator("#language-menu summary").click()
    page.get_by_role("link", name="Español").click()
    page.wait_for_url(f"{root}/es/search/?q=CAST")


def test_the_chooser_stays_for_a_language_that_there_is_not(root: str, browser: Browser) -> None:
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    page.goto(f"{root}/", wait_until="networkidle")
    assert page.url == f"{root}/"
    page.get_by_role("link", name="Español").click()
    page.wait_for_url(f"{root}/es/")
    page.goto(f"{root}/")
    page.wait_for_url(f"{root}/es/")
    page.goto(f"{root}/?choose", wait_until="networkidle")
    assert page.url == f"{root}/?choose"
    context.close()


def test_the_switcher_stays_on_the_page_and_at_its_place_and_is_remembered(
    page: Page, root: str
) -> None:
    page.goto(f"{root}/en/calendars/#deadline-test-windows-set")
    page.locator("#language-menu summary").click()
    page.get_by_role("link", name="한국어").click()
    page.wait_for_url(f"{root}/ko/calendars/#deadline-test-windows-set")
    page.goto(f"{root}/")
    page.wait_for_url(f"{root}/ko/")


def test_the_language_menu_closes_by_escape_and_by_leaving_it(page: Page, root: str) -> None:
    page.goto(f"{root}/en/about/")
    summary = page.locator("#language-menu summary")
    summary.press("Enter")
    assert page.evaluate("document.getElementById('language-menu').open")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('language-menu').open")
    expect(summary).to_be_focused()


# --- theme --------------------------------------------------------------------------------------


def test_the_theme_is_switched_and_remembered(page: Page, root: str) -> None:
    page.goto(f"{root}/en/")
    switch = page.get_by_role("button", name="Dark theme")
    expect(switch).to_have_attribute("aria-pressed", "false")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.goto(f"{root}/ar/glossary/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    page.locator("#theme-switch").click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light


# --- today --------------------------------------------------------------------------------------


def test_home_says_what_is_due_now(page: Page, root: str) -> None:
    page.clock.set_fixed_time(NOVEMBER)
    page.goto(f"{root}/en/")
    expect(page.locator("#now-title")).to_have_text("Now: November")
    shown = page.locator("#next-dates > li:visible")
    expect(shown).to_have_count(5)
    first = shown.first
    expect(first).to_contain_text("Dec 1")
    expect(first.locator(".relative")).to_have_text("in 9 days")
    expect(page.locator("[data-now-month='2026-11']")).to_be_visible()
    expect(page.locator("[data-now-month]:visible")).to_have_count(1)
    every = page.locator("#next-dates > li").count()
    page.get_by_role("button", name="Show every date of the year").click()
    expect(shown).to_have_count(every)
    page.get_by_role("button", name="Show only the next dates").click()
    expect(shown).to_have_count(5)


def test_after_the_year_home_says_that_no_dates_are_left(page: Page, root: str) -> None:
    page.clock.set_fixed_time(AFTER_THE_YEAR)
    page.goto(f"{root}/en/")
    expect(page.locator("#next-dates > li:visible")).to_have_count(0)
    expect(page.get_by_text("No dates are left this year.")).to_be_visible()
    page.get_by_role("button", name="Show every date of the year").click()
    assert page.locator("#next-dates > li:visible").count() > 10


def test_before_the_year_home_has_its_first_dates(page: Page, root: str) -> None:
    page.clock.set_fixed_time("2026-06-10T10:00:00")
    page.goto(f"{root}/en/")
    expect(page.locator("#now-title")).to_have_text("The next dates")
    expect(page.locator("#next-dates > li:visible")).to_have_count(5)
    expect(page.locator("#next-dates > li:visible").first).to_contain_text("Jul 1")


def test_an_lea_s_page_begins_with_its_next_dates(page: Page, root: str) -> None:
    page.clock.set_fixed_time(NOVEMBER)
    page.goto(f"{root}/en/leas/manzanita-valley/")
    shown = page.locator("#next-dates li[id]:visible")
    expect(shown).to_have_count(8)
    expect(shown.first).to_contain_text("Dec 1")
    page.get_by_role("button", name="Show every date of the year").click()
    expect(shown).to_have_count(page.locator("#next-dates li[id]").count())


def test_a_link_to_a_date_that_is_folded_away_shows_it(page: Page, root: str) -> None:
    page.clock.set_fixed_time(NOVEMBER)
    page.goto(f"{root}/en/leas/manzanita-valley/#deadline-lea-designation")
    expect(page.locator("#deadline-lea-designation")).to_be_in_viewport()


def test_on_paper_every_date_stands(page: Page, root: str) -> None:
    page.clock.set_fixed_time(NOVEMBER)
    page.goto(f"{root}/en/")
    shown = page.locator("#next-dates li[id]:visible")
    expect(shown).to_have_count(5)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(shown).to_have_count(page.locator("#next-dates li[id]").count())
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(shown).to_have_count(5)


def test_the_strip_marks_this_month_in_words_too(page: Page, root: str) -> None:
    page.clock.set_fixed_time(NOVEMBER)
    page.goto(f"{root}/en/glossary/")
    now = page.locator(".strip [aria-current=date]")
    expect(now).to_have_count(1)
    assert "this month" in now.inner_text()
    page.goto(f"{root}/en/months/november/")
    expect(page.locator(".strip [aria-current=page]")).to_contain_text("November")


@pytest.mark.parametrize(
    ("tag", "words"), [("es", "dentro de 9 días"), ("ko", "9일 후"), ("zh-Hant", "9 天後")]
)
def test_days_are_counted_in_the_page_s_language(
    tag: str, words: str, page: Page, root: str
) -> None:
    page.clock.set_fixed_time(NOVEMBER)
    page.goto(f"{root}/{tag}/tasks/set-test-windows/")
    expect(page.locator("#deadline-test-windows-set .relative")).to_have_text(words)


def test_days_are_counted_from_the_reader_s_own_midnight(root: str, browser: Browser) -> None:
    for hour, words in (("23:59:00", "in 9 days"), ("00:01:00", "in 9 days")):
        context = browser.new_context(locale="en-US", timezone_id="America/Los_Angeles")
        page = context.new_page()
        page.clock.set_fixed_time(f"2026-11-22T{hour}-08:00")
        page.goto(f"{root}/en/tasks/set-test-windows/")
        expect(page.locator("#deadline-test-windows-set .relative")).to_have_text(words)
        context.close()


# --- lists --------------------------------------------------------------------------------------


def test_ticks_and_progress_survive_a_reload(page: Page, root: str) -> None:
    page.goto(f"{root}/en/months/november/")
    boxes = page.locator("[data-occurrence]")
    every = boxes.count()
    boxes.nth(0).check()
    boxes.nth(2).check()
    progress = page.locator("[data-progress=tasks]")
    expect(progress).to_have_text(f"2 of {every} done")
    expect(page.locator("#live")).to_contain_text("Done: ")
    page.reload()
    expect(boxes.nth(0)).to_be_checked()
    expect(boxes.nth(1)).not_to_be_checked()
    expect(boxes.nth(2)).to_be_checked()
    expect(progress).to_have_text(f"2 of {every} done")
    page.goto(f"{root}/vi/months/november/")
    expect(boxes.nth(2)).to_be_checked()
    page.goto(f"{root}/en/leas/manzanita-valley/checklist/")
    assert page.locator("[data-occurrence]:checked").count() == 0, "ticks are an LEA's own"


def test_the_filters_of_a_checklist_narrow_it(page: Page, root: str) -> None:
    page.goto(f"{root}/en/leas/manzanita-valley/checklist/")
    tasks = page.locator(".task:visible")
    every = tasks.count()
    page.get_by_label("Who does it").select_option(label="Technology staff")
    some = tasks.count()
    assert 0 < some < every
    assert all("technology" in str(each.get_attribute("data-role")) for each in tasks.all())
    expect(page.locator(".filter output")).to_have_text(f"{some} of {every} shown")
    page.get_by_label("State", exact=True).select_option(label="Done")
    expect(page.locator(".filter output")).to_have_text("Nothing fits this filter.")
    expect(page.locator("section[data-filter-group]:visible")).to_have_count(0)
    page.get_by_label("State", exact=True).select_option(label="Open and done")
    page.get_by_label("Who does it").select_option(label="Everyone")
    expect(tasks).to_have_count(every)


def test_a_task_that_is_ticked_stays_until_the_filter_is_used_again(page: Page, root: str) -> None:
    """A row that went at once would take the focus with it, and a slip of the hand too."""
    page.goto(f"{root}/en/months/november/")
    tasks = page.locator(".task:visible")
    every = tasks.count()
    state = page.get_by_label("State", exact=True)
    state.select_option(label="Open")
    expect(tasks).to_have_count(every)
    box = page.locator("[data-occurrence]").first
    box.check()
    expect(tasks).to_have_count(every)
    expect(box).to_be_focused()
    state.select_option(label="Done")
    expect(tasks).to_have_count(1)
    state.select_option(label="Open")
    expect(tasks).to_have_count(every - 1)
    expect(page.locator(".filter output")).to_have_text(f"{every - 1} of {every} shown")


def test_lists_of_leas_and_terms_are_filtered_as_one_types(page: Page, root: str) -> None:
    page.goto(f"{root}/en/leas/")
    page.get_by_label("Name or county").fill("pena")
    expect(page.locator("#leas > li:visible")).to_have_count(1)
    page.get_by_label("Kind").select_option(label="Small district")
    expect(page.locator("#leas > li:visible")).to_have_count(0)
    page.goto(f"{root}/en/glossary/")
    page.get_by_label("Term or word").fill("ssr")
    shown = page.locator("#terms > div:visible")
    assert 0 < shown.count() < page.locator("#terms > div").count()


def test_a_link_to_a_term_leads_to_it(page: Page, root: str) -> None:
    page.goto(f"{root}/en/glossary/#ssr")
    expect(page.locator("#ssr")).to_be_in_viewport()


# --- calendars ----------------------------------------------------------------------------------


def test_an_address_to_subscribe_to_is_copied_by_a_button(
    hosted: BuiltSite, serve: Serve, context: BrowserContext, page: Page
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{serve(hosted)}/en/leas/alder-creek/")
    page.locator("[data-copy]").first.click()
    expect(page.locator("#live")).to_have_text("Address copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{ORIGIN}/handbook/en/leas/alder-creek/calendar.ics"
    feeds = page.locator(".subscribe")
    expect(feeds).to_have_count(3)  # its dates, its months, a week before each date
    for feed in feeds.all():
        links = [str(each.get_attribute("href")) for each in feed.locator("li a").all()]
        assert [link.partition("/")[0] for link in links] == ["webcal:", *["https:"] * 3]


def test_without_an_origin_a_feed_is_only_a_file(page: Page, root: str) -> None:
    page.goto(f"{root}/en/calendars/")
    expect(page.locator("[data-copy]")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Download once")).first.click()
    assert download.value.suggested_filename == "statewide.ics"


# --- keys ---------------------------------------------------------------------------------------


def test_the_first_tab_is_a_link_that_skips_to_the_content(page: Page, root: str) -> None:
    page.goto(f"{root}/en/months/november/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_whatever_has_the_focus_shows_it(page: Page, root: str) -> None:
    page.goto(f"{root}/en/months/november/")
    seen = set()
    for _ in range(45):
        page.keyboard.press("Tab")
        name, outline, height = page.evaluate(
            """() => {
              const each = document.activeElement, box = each.getBoundingClientRect();
              const style = getComputedStyle(each), isDrawn = style.outlineStyle !== "none";
              return [each.tagName, isDrawn ? parseFloat(style.outlineWidth) : 0,
                Math.min(box.bottom, innerHeight) - Math.max(box.top, 0)];
            }"""
        )
        seen.add(name)
        assert outline >= 2, name
        assert height > 0, f"{name} has the focus and cannot be seen"
    assert seen >= {"A", "BUTTON", "SUMMARY", "INPUT", "SELECT"}


def test_a_task_is_ticked_by_the_space_bar(page: Page, root: str) -> None:
    page.goto(f"{root}/en/months/november/")
    box = page.locator("[data-occurrence]").first
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
