"""Two settled graphs for tests of the page: a large one drawn by lot, and one of hostile texts.

Everything in them is invented: names are put together from syllables, reports from the
sentences below. Offsets and quotes fit the texts that the sources are hashed from.
"""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from random import Random

from kg.model import Entity, Evidence, Factuality, Graph, Literal, Source, Statement

#: How many of a hundred things are of each class, as in graphs of real reports; initiatives are
#: the rest.
_SHARES = {"Leader": 33, "Country": 4, "Organisation": 3, "Summit": 16, "City": 11,
           "Declaration": 5, "Instrument": 7, "Speech": 2}  # fmt: skip
_KINDS = {"Declaration": "document", "Instrument": "document"}
_SYLLABLES = "阿贝卡达埃法加哈伊贾科拉马纳奥帕里萨塔乌瓦维亚扎莫洛尼鲁苏托格米德尔斯"
_LATIN = ("a", "be", "ka", "da", "e", "fa", "ga", "ha", "i", "ja", "ko", "la", "ma", "na", "o",
          "pa", "ri", "sa", "ta", "u", "va", "vi", "ya", "za", "mo", "lo", "ni", "ru", "su", "to",
          "g", "mi", "d", "r", "s")  # fmt: skip
_FIELDS = ("绿色发展", "数字经济", "粮食安全", "能源转型", "青年交流", "互联互通", "灾害管理",
           "传统医药", "海洋保护", "科技创新", "禁毒", "反恐", "环境治理", "产业对接")  # fmt: skip
_BODIES = ("合作组织", "国家联盟", "经济共同体", "对话会议", "合作论坛")
_FORMS = {
    "Declaration": ("宣言", "联合声明", "联合公报"),
    "Instrument": ("合作纲要", "行动计划", "协定", "公约"),
    "Initiative": ("伙伴计划", "合作论坛", "发展基金", "培训中心", "倡议", "联盟"),
}
_OFFICES = ("总统", "总理", "外长")
_ROLES = ("member", "member", "observer", "partner", "guest")


def big_graph(nodes: int = 5000, edges: int = 11000, seed: int = 7) -> Graph:
    """A graph of exactly so many things and facts between things (literals come on top)."""
    lot = Random(seed)
    world = _World(lot, nodes)
    book = _Book(world.labels, edges)
    for number, summit in enumerate(world.of["Summit"]):
        leaders = [world.next("Leader") for _ in range(3)]
        leaders.append(world.any("Leader"))
        leaders = list(dict.fromkeys(leaders))
        for part in range(1 + (number % 7 == 0)):
            if part == 0:
                _report(book, world, summit, number)
            _attendance(book, world, summit, leaders)
            book.close(f"reports/{number:04}-{part}.txt", f"{1995 + number % 30}-06-{10 + part}")
    while book.room:
        _support(book, world)
        book.close(f"reports/more-{len(book.sources):04}.txt", "2024-09-01")
    return Graph(tuple(sorted(book.sources)), tuple(sorted(world.entities)), book.statements())


class _World:
    """The things: by class, with their labels; earlier ones are drawn more often."""

    def __init__(self, lot: Random, nodes: int) -> None:
        self.lot, self.entities, self.labels = lot, [], {}
        self.of = defaultdict(list)
        counts = {cls: max(2, nodes * share // 100) for cls, share in _SHARES.items()}
        counts["Initiative"] = nodes - sum(counts.values())
        for cls in ("Country", "City", "Organisation", "Leader", *counts):
            for number in range(counts.pop(cls, 0)):
                self._add(cls, number)

    def _add(self, cls, number):
        name, english = self._name(cls, number)
        while name in self.labels.values():
            name, english = self._name(cls, number)
        kind = _KINDS.get(cls, cls.lower())
        slug = english.lower().replace(" ", "-") or "t"
        key = f"{kind}/{slug}-{cls[:2].lower()}{number}"
        if cls == "Country":
            key = f"country/Q{chr(65 + number // 26)}{chr(65 + number % 26)}"
        others = (name[-2:] + "方",) if cls == "Country" else ()
        en = english if cls in {"Country", "City", "Leader", "Organisation"} else ""
        self.entities.append(Entity(key, cls, (name, *others), en))
        self.labels[key] = name
        self.of[cls].append(key)

    def _name(self, cls, number):
        parts = [self.lot.randrange(len(_SYLLABLES)) for _ in range(self.lot.randint(2, 4))]
        name = "".join(_SYLLABLES[part] for part in parts)
        english = "".join(_LATIN[part] for part in parts).capitalize()
        if cls == "Organisation":
            return name + self.lot.choice(_BODIES), f"{english} Organisation"
        if cls == "Leader" and number % 8 == 0:
            return f"{name}·{name[::-1]}", f"{english} Senior"
        if cls == "Summit":
            body = self.labels[self.of["Organisation"][number % len(self.of["Organisation"])]]
            return f"{body}成员国元首理事会第{number // 10 + 2}次会议{name[:1]}", english
        if cls == "Speech":
            return f"携手推进{self.lot.choice(_FIELDS)} 共建美好{name}", english
        if cls in _FORMS:
            field = self.lot.choice(_FIELDS)
            body = self.labels[self.any("Organisation")] if number % 2 else ""
            return f"{body}{name}{field}{self.lot.choice(_FORMS[cls])}", english
        return name, english

    def next(self, cls):
        """Each of a class in its turn, so that none is left over."""
        first = self.of[cls].pop(0)
        self.of[cls].append(first)
        return first

    def any(self, cls):
        """One of a class; a few of them turn up again and again, as in the news."""
        return self.of[cls][int(len(self.of[cls]) * self.lot.random() ** 3)]


class _Book:
    """The facts, and the report that is being written."""

    def __init__(self, labels, room) -> None:
        self.labels, self.room = labels, room
        self.sources, self.text, self._open = [], "", []
        self._facts = defaultdict(list)
        self._qualifiers = {}

    def sentence(self, text, facts):
        """Write a sentence that tells ``facts``: (s, p, o, factuality, qualifiers) each."""
        start, self.text = len(self.text), f"{self.text}{text}。"
        for subject, predicate, target, factuality, qualifiers in facts:
            fact = (subject, predicate, target, factuality)
            if not isinstance(target, Literal) and fact not in self._facts:
                if not self.room or subject == target:
                    continue
                self.room -= 1
            self._qualifiers.setdefault(fact, tuple(sorted(qualifiers)))
            self._facts[fact] += []
            self._open.append((fact, start, start + len(text)))

    def close(self, path, published):
        """End the report: now that its text is whole, its passages are evidence."""
        digest = sha256(f"{path}{self.text}".encode()).hexdigest()
        title = self.text[:20]
        self.sources.append(Source(digest[:16], path, title, published, "样报", sha256=digest))
        for fact, start, end in self._open:
            passage = Evidence(digest[:16], start, end, self.text[start:end], f"{fact[1]}.verb")
            self._facts[fact].append(passage)
        self.text, self._open = "", []

    def statements(self):
        """Return the facts, sorted."""
        rows = (
            Statement(*fact, self._qualifiers[fact], tuple(sorted(set(passages))))
            for fact, passages in self._facts.items()
        )
        order = sorted(rows, key=lambda row: (row.subject, row.predicate, str(row.object)))
        return tuple(order)


def _told(*triples, told=Factuality.ACTUAL, **qualifiers):
    return [(*triple, told, qualifiers.items()) for triple in triples]


def _report(book, world, summit, number):
    """All of a report on one summit but who was there."""
    name, year = book.labels, 1995 + number % 30
    body = world.of["Organisation"][number % len(world.of["Organisation"])]
    host, city, other = world.any("Country"), world.next("City"), world.any("Country")
    facts = _told((summit, "organisedBy", body), (summit, "heldIn", city), (host, "hosted", summit),
                  (summit, "year", Literal(str(year), "integer")),
                  (summit, "startDate", Literal(f"{year}-06-09", "date")))  # fmt: skip
    book.sentence(f"{year}年6月9日，{name[summit]}在{name[host]}{name[city]}开幕", facts)
    paper = world.next("Instrument" if number % 2 else "Declaration")
    book.sentence(f"会议通过《{name[paper]}》", _told((summit, "adopted", paper)))
    speaker = world.any("Leader")
    book.sentence(f"{name[speaker]}主持会议", _told((speaker, "chaired", summit)))
    if number < len(world.of["Speech"]):
        speech = world.of["Speech"][number]
        facts = _told((speaker, "delivered", speech), (speech, "deliveredAt", summit))
        book.sentence(f"{name[speaker]}发表题为《{name[speech]}》的讲话", facts)
    if number % 2:
        return
    _support(book, world)
    facts = _told((other, "succeededAsChair", host), told=Factuality.DECIDED,
                  organisation=body, atSummit=summit, termStartYear=str(year + 1))  # fmt: skip
    book.sentence(f"{name[other]}将接替{name[host]}担任下一任主席国", facts)


def _attendance(book, world, summit, leaders):
    facts, list_of = [], []
    for number, leader in enumerate(leaders):
        home = world.of["Country"][hash_of(leader) % len(world.of["Country"])]
        office, role = world.lot.choice(_OFFICES), world.lot.choice(_ROLES)
        told = Factuality.PLANNED if number == 3 else Factuality.ACTUAL
        facts += _told((leader, "attended", summit), told=told, role=role, capacity=office,
                       onBehalfOf=home)  # fmt: skip
        if number % 2:
            facts += _told((home, "participatedIn", summit), told=told, role=role)
        facts += _told((leader, "represents", home), capacity=office)
        list_of.append(f"{book.labels[home]}{office}{book.labels[leader]}")
    book.sentence(f"{'、'.join(list_of)}等出席会议", facts)


def _support(book, world):
    country, supporter, idea = world.any("Country"), world.any("Country"), world.next("Initiative")
    sure = Factuality.NEGATED if world.lot.random() < 0.02 else Factuality.ACTUAL
    text = f"{book.labels[country]}提出{book.labels[idea]}，{book.labels[supporter]}表示支持"
    facts = _told((country, "proposed", idea)) + _told((supporter, "supports", idea), told=sure)
    book.sentence(text, facts)


def hash_of(text):
    """Return a number that is the same in every run, unlike ``hash``."""
    return int(sha256(text.encode()).hexdigest()[:8], 16)


_HOSTILE = (
    "</script><img src=x onerror=window.__p=1>",
    '<a href="javascript:window.__p=1">点我</a>',
    "${window.__p=1}`'\"\\",
    "<!--<script>window.__p=1//",
    "]]>&lt;b&gt;&amp;",
    "行\u2028段\u2029尾",
    "\u202e反向\u202c\u200f右",
    "{{ 7*7 }}{% raw %}",
    "javascript:window.__p=1",
    "__proto__",
)


def hostile_graph() -> Graph:
    """Twenty things and their facts, with markup, code and controls in every text."""
    summits = [Entity(f"summit/h-{year}", "Summit", (f"{_HOSTILE[year - 2020]}峰会", "<b>别名</b>"))
               for year in range(2020, 2024)]  # fmt: skip
    leaders = [
        Entity(f"leader/h-{number}", "Leader", (f"{text}人",), f"{text} person")
        for number, text in enumerate(_HOSTILE)
    ]
    rest = [
        Entity("organisation/h", "Organisation", (f"{_HOSTILE[0]}组织", "“恶”组织")),
        Entity("country/HHH", "Country", (f"{_HOSTILE[1]}国",)),
        Entity("city/h-1", "City", (f"{_HOSTILE[2]}城",)),
        Entity("document/h-1", "Declaration", (f"{_HOSTILE[3]}宣言",)),
        Entity("initiative/h-1", "Initiative", (f"{_HOSTILE[7]}倡议",)),
        Entity("speech/h-1", "Speech", (f"{_HOSTILE[5]}讲话",)),
    ]
    entities = [*summits, *leaders, *rest]
    labels = {entity.key: entity.names[0] for entity in entities}
    book = _Book(labels, 1000)
    for year, summit in enumerate(summits, 2020):
        _hostile_report(book, summit.key, leaders, year)
        book.close(f"h/<img src=x onerror=window.__p=1>{year}.txt", f"{year}-01-02")
    return Graph(tuple(sorted(book.sources)), tuple(sorted(entities)), book.statements())


def _hostile_report(book, summit, leaders, year):
    name, paper, idea = book.labels, "document/h-1", "initiative/h-1"
    facts = _told((summit, "organisedBy", "organisation/h"), (summit, "heldIn", "city/h-1"),
                  ("country/HHH", "hosted", summit),
                  (summit, "year", Literal(str(year), "integer")))  # fmt: skip
    book.sentence(f"{name[summit]}在{name['city/h-1']}举行{_HOSTILE[year - 2017]}", facts)
    for leader in leaders:
        facts = _told((leader.key, "attended", summit), capacity=_HOSTILE[0])
        book.sentence(f"{name[leader.key]}出席{name[summit]}", facts)
    facts = _told((summit, "adopted", paper), told=Factuality.PLANNED)
    book.sentence(f"拟通过{name[paper]}", facts)
    facts = _told(("country/HHH", "proposed", idea), ("leader/h-0", "delivered", "speech/h-1"))
    if summit == "summit/h-2020":
        facts += _told(("speech/h-1", "deliveredAt", summit))
    book.sentence(f"{name[idea]}{name['speech/h-1']}", facts)
