"""`python -m benchmarks [NAME …]`: a line each, of those in ALL; all of them together also write the page."""

import sys
from datetime import date

from benchmarks import (
    acts,
    bulk,
    case_open,
    documents,
    far,
    find_quality,
    import_memory,
    keys,
    kills,
    load,
    members_import,
    memory,
    news,
    parked,
    policies,
    queue,
    rings,
    scrolling,
    search,
    startup,
    target_arithmetic,
    tick,
    timeline,
    triage,
    undo,
)
from benchmarks.measured import write_page
from tests.end_to_end.terminal import NotShown

ALL = {
    "startup": startup.measure,
    "keys": keys.measure,
    "rings": rings.measure,
    "parked": parked.measure,
    "timeline": timeline.measure,
    "case": case_open.measure,
    "documents": documents.measure_list,
    "attaching": documents.measure_typing,
    "queue": queue.measure,
    "kills": kills.measure,
    "search": search.measure_sqlite,
    "search-postgres": search.measure_postgres,
    "growth": search.measure_growth_sqlite,
    "growth-postgres": search.measure_growth_postgres,
    "far": far.measure,
    "memory": memory.measure,
    "import_memory": import_memory.measure,
    "find_quality": find_quality.measure,
    "fragments": find_quality.measure_fragments,
    "import_sqlite": members_import.measure_sqlite,
    "import_postgres": members_import.measure_postgres,
    "targets": target_arithmetic.measure,
    "bulk_sqlite": bulk.measure_sqlite,
    "bulk_postgres": bulk.measure_postgres,
    "undo_sqlite": undo.measure_sqlite,
    "undo_postgres": undo.measure_postgres,
    "news": news.measure,
    "triage": triage.measure,
    "triage-postgres": triage.measure_postgres,
    "scrolling": scrolling.measure,
    "policies": policies.measure,
    "load": load.measure,
    "acts": acts.measure,
    "tick": tick.measure,
}


def main(names: list[str]) -> int:
    """Measure; 1 when a bound is passed, 2 for a name unknown."""
    if unknown := [name for name in names if name not in ALL]:
        print(f"No benchmark is called {', '.join(unknown)}; there are {', '.join(ALL)}.", file=sys.stderr)
        return 2
    results = []
    for name in names or ALL:
        try:
            results.append(ALL[name]())
        except NotShown as error:
            print(f"{name}: FAILS: {error}", flush=True)
        else:
            print(results[-1].line(), flush=True)
    if not names and len(results) == len(ALL):
        write_page(results, date.today())
    return 0 if len(results) == len(names or ALL) and all(one.holds for one in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
