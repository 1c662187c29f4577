"""An invented region for the browser tests: 40 things, 70 links, three routes and one stated aim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from kuasa.graph.wording import wording
from kuasa.maps.holdings import Base, LensChoice
from kuasa.maps.layout import placed
from kuasa.maps.records import Proof, Record
from kuasa.maps.view import Fact, Kind, Link, LinkKind, MapView, Node, Route, SourceNote, Step

OpenPage = Callable[..., Any]
COLOUR = ("color-contrast", "link-in-text-block")  # the rules of axe whose answer depends on the theme
HOSTILE = "</script><img src=x onerror=alert(1)>"
RECALLED, OLD, OPEN = ("recalled", "stale", "date-passed")

KINDS = (
    Kind("body", "Meeting or committee", "square", "#1b5e9e"),
    Kind("state", "State", "diamond", "#b3261e"),
    Kind("ministry", "Ministry", "triangle", "#b06a00"),
    Kind("company", "Company", "triangleDown", "#6b4aa0"),
    Kind("agency", "United Nations agency", "hexagon", "#00777a"),
    Kind("union", "Union or network", "star", "#b0307f"),
    Kind("promise", "Agreement or promise", "dot", "#59626e"),
)
LINK_KINDS = (
    LinkKind("member", "is member of", "#6f7b8a", "has the member", "{from} holds a seat in {to}.", "{from} is to hold a seat in {to}."),
    LinkKind("reports", "reports to", "#1b5e9f", "hears", "{from} reports to {to}.", "{from} is to report to {to}."),
    LinkKind("chairs", "chairs", "#b3261e", "is chaired by", "{from} chairs {to}.", "{from} is to chair {to}."),
    LinkKind("advises", "advises", "#b0307f", "is advised by", "{from} may speak before {to} when it is invited.", "{from} is to speak before {to}."),
    LinkKind("funds", "funds", "#00777a", "is funded by", "{from} pays for the work of {to}.", "{from} is to pay for {to}."),
    LinkKind("promised", "promised", "#59626e", "was promised by", "{from} bound itself to {to} before the others.", "{from} is to bind itself to {to}."),
)

THINGS = """
slom|Senior Labour Officials Meeting|SLOM|body|SLOM|10
almm|Labour Ministers Meeting|ALMM|body|ALMM|9
summit|Summit of the Region|Summit|body||8
acmw|Committee on Migrant Workers|ACMW|body|ACMW|7
afml|Forum on Migrant Labour|AFML|body|AFML|7
slomwg|SLOM Working Group on Decent Work|SLOM-WG|body|SLOM-WG|5
secretariat|Secretariat of the Region, Labour Division|Secretariat|body||6
council|Socio-Cultural Council|Council|body|ASCC|5
senior|Senior Officials on Social Welfare|SOMSWD|body|SOMSWD|4
women|Committee on Women|Women|body|ACW|3
thai-mol|กระทรวงแรงงาน (Ministry of Labour, Thailand)|กระทรวงแรงงาน|ministry|Ministry of Labour Thailand;MOL|4
khm-mol|ក្រសួងការងារ និងបណ្តុះបណ្តាលវិជ្ជាជីវៈ (Ministry of Labour, Cambodia)|ក្រសួងការងារ|ministry|MLVT|4
lao-mol|ກະຊວງແຮງງານ ແລະ ສະຫວັດດີການສັງຄົມ (Ministry of Labour, Lao PDR)|ກະຊວງແຮງງານ|ministry|MoLSW|4
mya-mol|အလုပ်သမားဝန်ကြီးဌာန (Ministry of Labour, Myanmar)|အလုပ်သမားဝန်ကြီးဌာန|ministry|MOL Myanmar|4
vie-moha|Bộ Nội vụ (Ministry of Home Affairs, Viet Nam)|Bộ Nội vụ|ministry|MOHA|4
idn-mom|Kementerian Ketenagakerjaan|Kemnaker|ministry|Ministry of Manpower Indonesia|4
mys-mohr|Kementerian Sumber Manusia|KESUMA|ministry|Ministry of Human Resources|4
phl-dole|Department of Labor and Employment|DOLE|ministry|DOLE|4
phl-dmw|Department of Migrant Workers|DMW|ministry|DMW|3
sgp-mom|Ministry of Manpower|MOM|ministry||3
thailand|Thailand|Thailand|state|ประเทศไทย|3
cambodia|Cambodia|Cambodia|state|កម្ពុជា|3
laos|Lao PDR|Lao PDR|state|ລາວ|3
myanmar|Myanmar|Myanmar|state|မြန်မာ|3
vietnam|Viet Nam|Viet Nam|state|Việt Nam|3
indonesia|Indonesia|Indonesia|state||3
malaysia|Malaysia|Malaysia|state||3
philippines|Philippines|Philippines|state|Pilipinas|3
network|Network of Street Vendors and Home-based Workers|Vendors' Network|union|AROSP|9
home|HomeNet of the Lower River|HomeNet|union|HNSEA|6
migrants|Migrant Forum of the Islands|Migrant Forum|union|MFI|6
taskforce|Task Force on Migrant Workers|Task Force|union|TFAMW|5
unions|Council of Trade Unions|Trade Unions|union|ATUC|5
employers|Confederation of Employers|Employers|company|ACE|4
textiles|River Textile Holdings|River Textile|company||2
ilo|International Labour Office, Regional Office|ILO|agency|ILO ROAP|8
unwomen|UN Women, Regional Office|UN Women|agency||4
consensus|Consensus on Migrant Workers (2017)|Consensus 2017|promise||4
care|Declaration on the Care Economy (2024)|Care Declaration|promise||4
c190|Violence and Harassment Convention, 2019 (No. 190)|C190|promise|C190|4
"""

TIES = """
network member home|network member taskforce|home member network|migrants member taskforce
taskforce advises afml|taskforce advises acmw planned|afml reports slom|acmw reports slom
slom reports almm|almm reports summit|almm reports council|slomwg reports slom|council reports summit
senior reports council|women reports council|secretariat advises slom|secretariat advises acmw
ilo advises slom planned|ilo funds secretariat|ilo advises afml|unwomen advises women|unwomen funds home
unions advises slom|employers advises slom|unions advises afml|employers advises afml|network advises ilo
network advises slom possible|home advises thai-mol|migrants advises phl-dmw|textiles member employers
thai-mol member slom|khm-mol member slom|lao-mol member slom|mya-mol member slom|vie-moha member slom
idn-mom member slom|mys-mohr member slom|phl-dole member slom|sgp-mom member slom|phl-dmw member acmw
idn-mom member acmw|thai-mol member acmw|vie-moha member acmw|mys-mohr chairs slom|lao-mol chairs almm
phl-dole chairs afml|thailand member summit|cambodia member summit|laos member summit
myanmar member summit|vietnam member summit|indonesia member summit|malaysia member summit
philippines member summit|thai-mol reports thailand|khm-mol reports cambodia|lao-mol reports laos
mya-mol reports myanmar|vie-moha reports vietnam|idn-mom reports indonesia|mys-mohr reports malaysia
phl-dole reports philippines|summit promised consensus|summit promised care|philippines promised c190
senior promised care planned|unwomen advises care proposed|thai-mol promised c190 possible
network advises home
"""


def _nodes() -> tuple[Node, ...]:
    nodes = []
    for line in THINGS.strip().splitlines():
        one, label, short, kind, names, weight = line.split("|")
        facts = (
            Fact("Level", "Region" if kind == "body" else "Country", (1,), ""),
            Fact("Rule", f"Invented for tests: {short}", (2, 4), RECALLED if one == "slom" else ""),
        )
        aliases = (label, *(name for name in names.split(";") if name))
        nodes.append(Node(one, label, short, kind, aliases, facts, 0, 0, float(weight)))
    return tuple(nodes)


def _links(nodes: tuple[Node, ...]) -> tuple[Link, ...]:
    names = {node.id: node.label for node in nodes}
    sorts = {kind.id: kind for kind in LINK_KINDS}
    links = []
    for number, tie in enumerate(TIES.replace("\n", "|").strip("|").split("|")):
        start, kind, end, status = (*tie.split(), "actual")[:4]
        sort = sorts[kind]
        said = {"possible": "Possible: ", "proposed": "Proposed: "}.get(status, "")
        sentence = said + (sort.sentence if status == "actual" else sort.intended).format_map({"from": names[start], "to": names[end]})
        marks = {4: (RECALLED,), 6: (OLD,), 20: (RECALLED,), 66: (OPEN,)}.get(number, ())
        links.append(
            Link(f"tie/{number:02}", start, end, kind, sort.label, sentence, status,
                 "2007" if number % 3 else "", "", "official text", marks, (1 + number % 3,))
        )  # fmt: skip
    return tuple(links)


def _proofs() -> tuple[Proof, ...]:
    """Source by source: read in 2026, read in 2007 only, and only remembered."""
    read = [Proof(number, "Article 4, paragraph 2", "official-text", "seen", "2026-01-01") for number in (1, 2, 3)]
    old = [replace(one, issued="2007-05-04") for one in read]
    return (*read, *old, *(replace(one, confidence="recalled", issued="") for one in read))


def _records(nodes: tuple[Node, ...], links: tuple[Link, ...]) -> tuple[Record, ...]:
    """Each link as the one record that says it: of its mark the proof that it rests on, or its day."""
    number = {node.id: i for i, node in enumerate(nodes)}
    sorts = {kind.id: i for i, kind in enumerate(LINK_KINDS)}
    records = []
    for link in links:
        proof = link.sources[0] - 1 + (6 if RECALLED in link.marks else 3 if OLD in link.marks else 0)
        due = "2024-12-31" if OPEN in link.marks else ""
        last = "2007-12-31" if link.since else ""
        records.append(
            Record(link.id, number[link.start], number[link.end], sorts[link.kind], link.status, link.since, "", (), (("", "", 1),), (proof,),
                   due=due, last=last, ahead=0.5, back=0.3)
        )  # fmt: skip
    return tuple(records)


def _route(links: tuple[Link, ...], title: str, band: str, aim: bool, *stops: str) -> Route:
    steps = []
    for start, end in pairwise(stops):
        link = next(k for k in links if {k.start, k.end} == {start, end})
        place = "Article 4, paragraph 2"
        steps.append(Step(start, end, link.id, link.sentence, link.marks, link.sources, (place,)))
    weakest = next((i for i, step in enumerate(steps) if step.marks), 0)
    note = "" if aim else "Then all members must agree."
    return Route(title, band, note, aim, tuple(steps), weakest)


def sample(**changes: object) -> MapView:
    """The sample view, with fields replaced by ``changes``, and everything in its place."""
    nodes = _nodes()
    links = _links(nodes)
    routes = (
        _route(links, "Through the migrant workers' forum", "firm", False,
               "network", "taskforce", "afml", "slom"),
        _route(links, "Through the committee on migrant workers", "shaky", False,
               "network", "taskforce", "acmw", "slom"),
        _route(links, "Through the labour ministry of Thailand", "shaky", False,
               "network", "home", "thai-mol", "slom"),
        _route(links, "A dialogue of its own", "shaky", True, "network", "slom"),
    )  # fmt: skip
    sources = (
        SourceNote(1, "Terms of reference of the Meeting", "Secretariat", "2007-05-04",
                   "https://example.org/tor.pdf", False),
        SourceNote(2, "Statement of the Forum", "Forum", "2023", "https://example.org/f", False),
        SourceNote(3, "Work programme 2021–2025", "Secretariat", "2021", "", False),
        SourceNote(4, "Rules of procedure", "", "", "https://example.org/rules", True),
    )  # fmt: skip
    fields: dict[str, object] = {
        "title": "How does the Vendors' Network reach SLOM?",
        "subtitle": "Invented data for tests, not findings",
        "lang": "en",
        "on": "2026-06-30",
        "lens": "all links that carry influence",
        "status": "what is so, and what is planned",
        "profile": "the public",
        "total_nodes": 212,
        "total_links": 640,
        "withheld": True,
        "licence": "CC BY 4.0",
        "cite": "Sample region, version 1, 2026-06-30",
        "answer": "3 routes and 1 stated aim",
        "kinds": KINDS,
        "link_kinds": LINK_KINDS,
        "nodes": nodes,
        "links": links,
        "routes": routes,
        "sources": sources,
        "words": wording(),
        "records": _records(nodes, links),
        "proofs": _proofs(),
        "lenses": (LensChoice("all", "all links that carry influence", tuple(range(len(LINK_KINDS)))),),
        "base": Base(tuple(1.0 for _ in nodes), {}, {"recalled": 0.6, "planned": 0.3, "possible": 0.15, "proposed": 0.15}, 5.0),
        "status_name": "all",
        "asked": (("network",), ("slom",)),
    }
    return placed(MapView(**(fields | changes)))  # type: ignore[arg-type]
