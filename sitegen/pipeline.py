"""The build, top to bottom: load, check, resolve, plan, render, publish.

:func:`build` is the whole of it. Each pass is a function of this module that says what goes
in and what comes out; the rooms behind them are the packages of the same names.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from sitegen.content.checks import Checker
from sitegen.content.files import Tree
from sitegen.content.loading import Loaded, Loader, load_lea
from sitegen.content.models import LocalSettings
from sitegen.editions import (
    Editions,
    LeaYear,
    Shape,
    make_editions,
    make_lea_year,
    statewide_events,
)
from sitegen.feeds import STATEWIDE_LEDGER, check_ledger, read_ledger
from sitegen.i18n.catalog_files import read_catalogs
from sitegen.i18n.catalogs import load_catalogs
from sitegen.i18n.locales import LOCALES, SOURCE
from sitegen.i18n.standing import Standing, standings
from sitegen.messages import site_messages
from sitegen.problems import Problem, Problems, Severity, Source, did_you_mean
from sitegen.publish.context import ContextRef
from sitegen.publish.executors import Executor, ProcessExecutor, SerialExecutor
from sitegen.publish.manifest import Input, take_inputs, write_manifest
from sitegen.publish.plan import Plan
from sitegen.publish.publish import open_site
from sitegen.render.jobs import (
    OF_LEAS,
    SECTIONS,
    Job,
    LeaJob,
    SectionJob,
    SharedJob,
    files_of,
    render,
)
from sitegen.render.letters import letters_in_order, missing_messages
from sitegen.render.remembered import Output, lea_keys
from sitegen.render.workshop import Workshop
from sitegen.survey import LeaSource, Surveyed, survey


@dataclass(frozen=True)
class Settings:
    """What a build is asked for. Paths are absolute.

    ``leas`` and ``locales`` narrow the site to some (``None``: all); ``single_lea`` makes it
    one LEA's; ``origin`` and ``base_path`` override the content's
    settings; ``flags`` is all of this in one spelling, for the manifest; ``keep_spare`` leaves
    the replaced tree beside the site, so that the next build need not make it anew.
    """

    root: Path
    out: Path
    cache: Path
    locales: tuple[str, ...] | None = None
    leas: tuple[str, ...] | None = None
    single_lea: str | None = None
    letters: bool = True
    origin: str | None = None
    base_path: str | None = None
    jobs: int = 1
    verify: bool = False
    strict: bool = False
    flags: str = ""
    keep_spare: bool = True


@dataclass
class Report:
    """What a build found and did."""

    problems: list[Problem] = field(default_factory=list)
    published: bool = False
    files: int = 0
    size: int = 0
    leas: int = 0


Progress = Callable[[str, int, int], None]
"""Called with the pass, how much of it is done, and how much there is (0: not known)."""


def quiet(stage: str, done: int, total: int) -> None:
    """No progress."""


def build(
    settings: Settings, progress: Progress = quiet, executor: Executor | None = None
) -> Report:
    """Build the site and publish it, or report why not and leave what stands as it is.

    Raises :class:`~sitegen.publish.errors.PublishError` where the disk, or a directory that
    is not ours, is in the way.
    """
    problems, report = Problems(), Report()
    inputs = take_inputs(settings.root, settings.cache)
    with (
        working(settings, executor) as workers,
        open_site(settings.out, settings.root, keep_spare=settings.keep_spare) as site,
    ):
        shop = prepare(settings, problems, progress)
        with shop.store.used():
            if settings.verify:
                shop.store.verify()
            with ContextRef(shop, shop.store.folder) as context:
                keys = keys_of(settings, inputs)
                surveyed = survey_leas(settings, shop, workers, context, problems, progress, keys)
                jobs = make_jobs(shop, surveyed)
                plan_files(jobs, shop, problems)
                report.problems = problems.sorted()
                if blocked(report.problems, settings.strict):
                    return report
                outputs = [each for known in surveyed for each in known.outputs]
                outputs += render_all(to_render(jobs), workers, context, problems, progress)
            report.problems = problems.sorted()
            if blocked(report.problems, settings.strict):
                return report
            progress("publish", 0, 0)
            published = site.publish(((each.path, each.digest) for each in outputs), shop.store)
            write_manifest(settings.out, settings.cache, settings.flags, inputs, published.outputs)
        shop.store.sweep(keep=shop.memo.sweep() | published.copied)
    report.published = True
    report.files, report.size = len(outputs), sum(each.size for each in outputs)
    report.leas = len(surveyed)
    return report


def check(
    settings: Settings, progress: Progress = quiet, executor: Executor | None = None
) -> list[Problem]:
    """Everything that is wrong with the content, without rendering or publishing anything."""
    problems = Problems()
    with working(settings, executor) as workers:
        shop = prepare(settings, problems, progress)
        with shop.store.used(), ContextRef(shop, shop.store.folder) as context:
            surveyed = survey_leas(settings, shop, workers, context, problems, progress)
            plan_files(make_jobs(shop, surveyed), shop, problems)
    return problems.sorted()


@contextmanager
def working(settings: Settings, executor: Executor | None) -> Iterator[Executor]:
    """Whoever does the jobs: the given executor, or as many processes as are asked for."""
    with ExitStack() as stack:
        if executor is not None:
            yield executor
        elif settings.jobs > 1:
            yield stack.enter_context(ProcessExecutor(settings.jobs))
        else:
            yield SerialExecutor()


# --- load, check, resolve --------------------------------------------------------------------


def prepare(settings: Settings, problems: Problems, progress: Progress) -> Workshop:
    """The shared content, loaded, checked and resolved."""
    progress("load", 0, 0)
    tree = Tree(settings.root, problems)
    loaded = Loader(tree).load()
    progress("check", 0, 0)
    catalogs = load_catalogs(tree, problems)
    Checker(loaded, lambda path: tree.read(path) or "", problems).shared()
    shape = shape_of(settings, loaded, problems)
    ledger_text = tree.read(STATEWIDE_LEDGER) if tree.exists(STATEWIDE_LEDGER) else None
    ledger = read_ledger(ledger_text, STATEWIDE_LEDGER, problems)
    editions = make_editions(loaded, catalogs, shape, ledger, problems)
    editions = replace(editions, standings=standings_of(tree, editions))
    if problems.has_errors:  # on faulty content these would only follow on
        editions = replace(editions, sound=False)
    else:
        events = statewide_events(editions)
        year = editions.handbook.year
        check_ledger(events, ledger, STATEWIDE_LEDGER, problems, year)
        check_letters(editions, problems)
    single = single_year(shape, loaded, tree, editions)
    return Workshop(settings.root, settings.cache, loaded, editions, single)


def standings_of(tree: Tree, editions: Editions) -> dict[str, dict[str, Standing]]:
    """How far each language of the site has each section."""
    tags = [tag for tag in editions.shape.locales if tag != SOURCE]
    if not tags:
        return {}
    templates = site_messages(tree.root, editions.handbook)
    quiet_tree = Tree(tree.root, Problems())  # what is wrong with a catalog is told already
    return {
        tag: standings(editions.catalogs[tag], read_catalogs(quiet_tree, tag), templates)
        for tag in tags
    }


def single_year(shape: Shape, loaded: Loaded, tree: Tree, editions: Editions) -> LeaYear | None:
    """The LEA whose handbook the site is. Its faults are the survey's to tell."""
    if shape.single_lea not in loaded.leas or shape.single_lea is None:
        return None
    unsaid = Problems()
    silent = Tree(tree.root, unsaid)
    content = load_lea(silent, shape.single_lea)
    checker = Checker(loaded, lambda path: silent.read(path) or "", unsaid)
    return make_lea_year(editions, content, checker, unsaid)


def shape_of(settings: Settings, loaded: Loaded, problems: Problems) -> Shape:
    """Which site is asked for, by the command line, else ``local.yaml``, else ``site.yaml``."""
    upstream, local = loaded.handbook.settings, loaded.handbook.local
    origin = settings.origin or (local and local.origin) or upstream.origin
    base_path = settings.base_path or (local and local.base_path) or upstream.base_path or "/"
    single = settings.single_lea or (local.single_lea if local else None)
    if origin is None and not problems.has_errors:
        problems.add(
            "S104",
            Source("content/site.yaml"),
            "no origin is set, so feeds and pages carry no absolute addresses",
            "write origin: https://… into content/local.yaml, or build with --origin",
        )
    known_leas = set(loaded.leas)
    for slug in (
        *(settings.leas or ()),
        *((single,) if single else ()),
        *((local.leas or ()) if local else ()),
    ):
        if slug not in known_leas:
            at = getattr(slug, "at", Source("content/leas"))
            problems.add(
                "S103",
                at,
                f"there is no LEA “{slug}”",
                did_you_mean(slug, known_leas) or "the LEAs are the folders in content/leas",
            )
    tags = tuple(tag for tag in LOCALES if not settings.locales or tag in settings.locales)
    return Shape(
        str(origin) if origin else None,
        str(base_path),
        str(single) if single else None,
        tags,
        settings.letters,
    )


def check_letters(editions: Editions, problems: Problems) -> None:
    """Warn of each letter that some language must do without."""
    for letter in letters_in_order(editions.handbook):
        for tag in editions.shape.locales:
            missing = missing_messages(letter, editions.catalogs[tag])
            if missing:
                problems.add(
                    "L103",
                    Source(letter.path),
                    f"“{letter.id}” is withheld in {LOCALES[tag].english}: "
                    f"{len(missing)} of its texts {'has' if len(missing) == 1 else 'have'} no "
                    f"translation that can be used: “{missing[0][:60]}”",
                    f"translate it in locales/{LOCALES[tag].code}/letters.po",
                )


def chosen_leas(settings: Settings, shop: Workshop) -> list[str]:
    """The slugs of the LEAs that this site is asked to have."""
    local: LocalSettings | None = shop.editions.handbook.local
    known = shop.loaded.leas
    if single := shop.editions.shape.single_lea:
        return [slug for slug in known if slug == single]
    wanted = settings.leas or (local.leas if local else None)
    return [slug for slug in known if wanted is None or slug in wanted]


def survey_leas(
    settings: Settings,
    shop: Workshop,
    workers: Executor,
    context: ContextRef[Workshop],
    problems: Problems,
    progress: Progress,
    keys: Mapping[str, str] = MappingProxyType({}),
) -> list[Surveyed]:
    """Load, check and resolve every LEA; what comes back of each is a card and a digest.

    What ``keys`` has a key for is recalled where an earlier build has made it of the same.
    """
    slugs = chosen_leas(settings, shop)
    local = shop.editions.handbook.local
    samples = local is None or local.samples or bool(settings.leas or settings.single_lea)
    surveyed: list[Surveyed] = []
    sources = [LeaSource(slug, keys.get(slug, "")) for slug in slugs]
    for done, each in enumerate(workers.run(survey, sources, context), start=1):
        progress("LEAs", done, len(slugs))
        if each.card.sample and not samples:
            check_wanted(each.card.slug, local, problems)
            continue
        problems.extend(each.problems)
        surveyed.append(each)
    return surveyed


def check_wanted(sample: str, local: LocalSettings | None, problems: Problems) -> None:
    """Report a sample LEA that the district's settings ask for, and leave out."""
    named = [*((local.leas or ()) if local else ()), local.single_lea if local else None]
    for slug in named:
        if slug is not None and slug == sample:
            problems.add(
                "B107",
                slug.at,
                f"“{slug}” says that it is a sample, and “samples: false” leaves samples out",
                f"delete the line “sample: true” from content/leas/{slug}/lea.yaml",
            )


def keys_of(settings: Settings, inputs: Mapping[str, Input]) -> Mapping[str, str]:
    """What each LEA's files are remembered by: see :mod:`sitegen.render.remembered`."""
    shaping = (
        settings.locales,
        settings.single_lea,
        settings.letters,
        settings.origin,
        settings.base_path,
        sys.version,
    )
    return lea_keys({path: each.sha256 for path, each in inputs.items()}, repr(shaping))


def blocked(problems: Iterable[Problem], strict: bool) -> bool:
    """Whether something stands in the way of publishing."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in grave for problem in problems)


# --- plan, render -----------------------------------------------------------------------------


def make_jobs(shop: Workshop, surveyed: Iterable[Surveyed]) -> list[Job]:
    """The jobs of the site, large ones first, so that no worker is left with one at the end."""
    surveyed = tuple(surveyed)
    cards = tuple(each.card for each in surveyed)
    sections = [
        SectionJob(tag, section, cards if section in OF_LEAS else ())
        for section in SECTIONS
        for tag in shop.tags
    ]
    leas = (LeaJob(each.card, each.digest, each.source.key, each.problems) for each in surveyed)
    return [*sections, SharedJob(cards), *leas]


def to_render(jobs: Iterable[Job]) -> list[Job]:
    """The jobs whose files are not known from an earlier build."""
    return [job for job in jobs if not isinstance(job, LeaJob) or job.digest]


def plan_files(jobs: Iterable[Job], shop: Workshop, problems: Problems) -> Plan:
    """Every output path, before a byte is rendered; collisions are Problems.

    On faulty content they would only follow on, and nothing is planned.
    """
    plan = Plan()
    if problems.has_errors:
        return plan
    for job in jobs:
        source = Source("content/site.yaml")
        if isinstance(job, LeaJob):
            source = Source(f"content/leas/{job.card.slug}/lea.yaml")
        for path in files_of(job, shop):
            plan.add(path, job.id, source)
    problems.extend(plan.problems())
    return plan


def render_all(
    jobs: list[Job],
    workers: Executor,
    context: ContextRef[Workshop],
    problems: Problems,
    progress: Progress,
) -> list[Output]:
    """The files of all jobs, their bytes in the store."""
    outputs: list[Output] = []
    for done, rendered in enumerate(workers.run(render, jobs, context), start=1):
        progress("render", done, len(jobs))
        outputs.extend(rendered.outputs)
        problems.extend(rendered.problems)
    return outputs
