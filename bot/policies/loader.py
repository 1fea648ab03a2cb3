"""Read `policies_kb/` as a whole, refusing it with every fault by file, line and key."""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from bot.errors import Fault, KnowledgeError
from bot.policies.cases import CasesFile
from bot.policies.cases import faults as faults_of_cases
from bot.policies.facts import FactsFile, Kind, ReadPlace
from bot.policies.item_check import faults_between_items, faults_of_item, faults_of_offices
from bot.policies.knowledge import KnowledgeBase, place_of
from bot.policies.loan_terms import LoanTerms
from bot.policies.model import Contacts, Policy, Region, Regions, Sections, Version
from bot.policies.pointers import Pointers, faults_of_pointers
from bot.policies.rule_check import faults_of_rule, sources_of_rule
from bot.policies.rules import Rule
from bot.policies.service_items import Offices, ServiceItem
from bot.policies.yaml_file import KeyPath, Model, YamlFile, read_yaml


def load_knowledge(folder: Path) -> KnowledgeBase:
    """The knowledge base in `folder`. KnowledgeError carries every fault that was found."""
    reading = _Reading()
    regions = reading.file(folder / "regions.yml", Regions)
    contacts = reading.file(folder / "contacts.yml", Contacts)
    written = _written(folder / "policies")
    parsed = {path: reading.file(path, Policy) for path in written if path.suffix == ".yml"}
    policies = {path: policy for path, policy in parsed.items() if policy}
    facts = reading.file(folder / "facts.yml", FactsFile)
    examples = _written(folder / "cases")
    cases = {
        path: file
        for path in examples
        if path.suffix == ".yml" and (file := reading.file(path, CasesFile))
    }
    known = {region.name: region for region in regions.regions} if regions else {}
    if regions:
        reading.check_regions(folder / "regions.yml", regions)
    if contacts:
        reading.check_contacts(folder / "contacts.yml", contacts)
    if facts:
        reading.check_facts(folder / "facts.yml", facts)
    pointers = reading.pointers(folder / "pointers.yml", contacts)
    for path, policy in policies.items():
        reading.check_policy(path, policy, known if regions else None)
        reading.check_rules(path, policy, facts, set(known) if regions else None)
    reading.check_unique_ids(policies)
    for path in (*written, *examples) if parsed else ():
        reading.check_suffix(path)
    # A policy that could not be read is one fault, not one more for each item that serves it.
    readable = bool(parsed) and len(policies) == len(parsed)
    whole = {each.id: each for each in policies.values()} if readable else None
    items, offices = reading.service_items(folder, whole, set(known) if regions else None)
    if not parsed:
        reading.faults.append(Fault(folder / "policies", 1, "(文件夹)", "里面没有一条政策"))
    if reading.faults or not contacts or not facts:
        raise KnowledgeError(reading.faults)
    for policy in policies.values():
        for version in policy.versions:
            version.attach(policy.citations(), facts)
    held = {policy.id: policy for policy in policies.values()}
    reading.check_cases(folder, cases, held, facts, partial(place_of, regions=known))
    if reading.faults:
        raise KnowledgeError(reading.faults)
    return KnowledgeBase(
        held,
        known,
        contacts,
        facts,
        {file.policy: file for file in cases.values()},
        items,
        offices,
        pointers,
    )


def _written(folder: Path) -> list[Path]:
    """The files of a folder. While one is being written, an editor keeps its own beside it."""
    return [
        path
        for path in sorted(folder.glob("*"))
        if not path.name.startswith(".") and not path.name.endswith("~")
    ]


class _Reading:
    """Collects the faults of all files, so that an officer sees them in one go."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._files: dict[Path, YamlFile] = {}

    def file(self, path: Path, model: type[Model]) -> Model | None:
        try:
            self._files[path] = read_yaml(path)
            return self._files[path].parse(model)
        except KnowledgeError as error:
            self.faults.extend(error.faults)
            return None

    def _fault(self, path: Path, key: KeyPath, message: str) -> None:
        self.faults.append(self._files[path].fault(key, message))

    def check_suffix(self, path: Path) -> None:
        if path.suffix != ".yml":
            self.faults.append(Fault(path, 1, "(文件)", "不会被读到，请改名为 .yml 或移走"))

    def service_items(
        self, folder: Path, policies: dict[str, Policy] | None, regions: set[str] | None
    ) -> tuple[dict[str, ServiceItem], Offices | None]:
        """The service items and offices; a knowledge base may be without them."""
        written = _written(folder / "service_items")
        parsed = {path: self.file(path, ServiceItem) for path in written if path.suffix == ".yml"}
        items = {path: item for path, item in parsed.items() if item}
        for path in written:
            self.check_suffix(path)
        for path, item in items.items():
            for key, message in faults_of_item(path, item, policies, regions):
                self._fault(path, key, message)
        for path, key, message in faults_between_items(items):
            self._fault(path, key, message)
        known = {item.id: item for item in items.values()}
        path = folder / "offices.yml"
        offices = self.file(path, Offices) if path.exists() else None
        for key, message in faults_of_offices(offices, known, regions) if offices else ():
            self._fault(path, key, message)
        return known, offices

    def pointers(self, path: Path, contacts: Contacts | None) -> Pointers:
        """Which matter goes to which line; a knowledge base may be without."""
        pointers = self.file(path, Pointers) if path.exists() else None
        for key, message in faults_of_pointers(pointers, contacts) if pointers else ():
            self._fault(path, key, message)
        return pointers or Pointers()

    def check_regions(self, path: Path, regions: Regions) -> None:
        names = {region.name for region in regions.regions}
        seen: dict[str, str] = {}
        for index, region in enumerate(regions.regions):
            if region.within and region.within not in names:
                self._fault(path, ("regions", index, "within"), f"没有叫“{region.within}”的地区")
            elif _in_a_circle(region, regions):
                self._fault(path, ("regions", index, "within"), "within 绕成了一圈，请改正")
            for name in (region.name, *region.aliases):
                if name in seen:
                    self._fault(path, ("regions", index), f"“{name}”已经是{seen[name]}的名称")
                seen[name] = region.name

    def check_contacts(self, path: Path, contacts: Contacts) -> None:
        for source_id, source in contacts.sources.items():
            self._check_reference(
                path,
                ("sources", source_id, "document"),
                source.document,
                contacts.documents,
                "文件",
            )
        for index, hotline in enumerate(contacts.hotlines):
            for nth, statement in enumerate(hotline.statements):
                self._check_reference(
                    path,
                    ("hotlines", index, "statements", nth, "source"),
                    statement.source,
                    contacts.sources,
                    "来源",
                )

    def check_facts(self, path: Path, facts: FactsFile) -> None:
        grouped: dict[str, str] = {}
        for name, group in facts.groups.items():
            if name in facts.facts:
                self._fault(path, ("groups", name), f"“{name}”已经是一个事实的名字，请换一个")
            for position, member in enumerate(group.facts):
                key: KeyPath = ("groups", name, "facts", position)
                fact = facts.facts.get(member)
                if fact is None or fact.kind is not Kind.YES_NO:
                    self._fault(path, key, f"“{member}”要是上面 kind: yes_no 的事实")
                elif member in grouped:
                    self._fault(path, key, f"“{member}”已经在 {grouped[member]} 里")
                grouped[member] = name

    def check_rules(
        self, path: Path, policy: Policy, facts: FactsFile | None, regions: set[str] | None
    ) -> None:
        for key, rule in _rules(policy):
            for cited, source in sources_of_rule(rule, key):
                self._check_reference(path, cited, source, policy.sources, "来源")
            for faulty, message in faults_of_rule(rule, key, facts, regions) if facts else ():
                self._fault(path, faulty, message)

    def check_cases(
        self,
        folder: Path,
        cases: dict[Path, CasesFile],
        policies: dict[str, Policy],
        facts: FactsFile,
        place: ReadPlace,
    ) -> None:
        for path, file in cases.items():
            policy = policies.get(file.policy)
            if policy is None or path.stem != file.policy:
                self._fault(path, ("policy",), f"要和文件名一样，是一项已有政策的 id：{path.stem}")
            elif not any(version.judgeable for version in policy.versions):
                self._fault(path, ("policy",), f"{policy.id} 没有写 eligibility，例子没有可判断的")
            else:
                for key, message in faults_of_cases(file, policy, facts, place):
                    self._fault(path, key, message)
        written = {file.policy for file in cases.values()}
        for policy in policies.values():
            if any(v.judgeable for v in policy.versions) and policy.id not in written:
                missing = folder / "cases" / f"{policy.id}.yml"
                self.faults.append(Fault(missing, 1, "(文件)", "写了 eligibility 就要有例子"))

    def check_policy(self, path: Path, policy: Policy, regions: dict[str, Region] | None) -> None:
        if path.stem != policy.id:
            self._fault(path, ("id",), f"id 要和文件名一样，应为 {path.stem}")
        if regions is not None and policy.region not in regions:
            self._fault(path, ("region",), f"regions.yml 里没有“{policy.region}”")
        for source_id, source in policy.sources.items():
            self._check_reference(
                path, ("sources", source_id, "document"), source.document, policy.documents, "文件"
            )
        for index, version in enumerate(policy.versions):
            self._check_version(path, ("versions", index), policy, version, regions)
        for key, terms in _loans(policy):
            for position, figure in terms.figures():
                cited: KeyPath = (*key, *position, "source")
                self._check_reference(path, cited, figure.source, policy.sources, "来源")
        self._check_sequence(path, policy)
        self._check_nothing_unused(path, policy)

    def _check_version(
        self,
        path: Path,
        key: KeyPath,
        policy: Policy,
        version: Version,
        regions: dict[str, Region] | None,
    ) -> None:
        for nth, document in enumerate(version.basis):
            self._check_reference(path, (*key, "basis", nth), document, policy.documents, "文件")
        if version.standing == "in_force" and not version.basis:
            self._fault(
                path,
                (*key, "standing"),
                "写 in_force 就要在 basis 里列出文件；没有文件请写 unconfirmed",
            )
        self._check_reference(
            path, (*key, "period", "source"), version.period.source, policy.sources, "来源"
        )
        self._check_sections(path, key, version, policy)
        for region, sections in version.cities.items():
            if regions is not None and region not in regions:
                self._fault(path, (*key, "cities", region), f"regions.yml 里没有“{region}”")
            self._check_sections(path, (*key, "cities", region), sections, policy)
        for nth, conflict in enumerate(version.conflicts):
            for position, source in enumerate(conflict.sources):
                self._check_reference(
                    path,
                    (*key, "conflicts", nth, "sources", position),
                    source,
                    policy.sources,
                    "来源",
                )

    def _check_sections(self, path: Path, key: KeyPath, sections: Sections, policy: Policy) -> None:
        for aspect in type(sections).model_fields.keys() & Sections.model_fields.keys():
            for nth, statement in enumerate(getattr(sections, aspect)):
                self._check_reference(
                    path, (*key, aspect, nth, "source"), statement.source, policy.sources, "来源"
                )

    def _check_reference(
        self, path: Path, key: KeyPath, name: str | None, known: object, kind: str
    ) -> None:
        assert isinstance(known, dict)
        if name is not None and name not in known:
            choices = "、".join(known) or "（一个也没有）"
            self._fault(path, key, f"没有叫“{name}”的{kind}，现有：{choices}")

    def _check_sequence(self, path: Path, policy: Policy) -> None:
        for index, (earlier, later) in enumerate(pairwise(policy.versions), start=1):
            key = ("versions", index, "period")
            start = later.period.start
            if start is None:
                self._fault(path, key, f"前面已有版本“{earlier.name}”，这一版要写 from")
            elif earlier.period.start and start.first <= earlier.period.start.first:
                self._fault(path, key, f"要按时间先后排列，from 应晚于“{earlier.name}”的 from")
            elif earlier.period.end and start.first <= earlier.period.end.last:
                self._fault(
                    path,
                    key,
                    f"与“{earlier.name}”的时间重叠："
                    f"上一版到 {earlier.period.end}，这一版从 {start}",
                )

    def _check_nothing_unused(self, path: Path, policy: Policy) -> None:
        cited = {
            statement.source
            for version in policy.versions
            for sections in (version, *version.cities.values())
            for _, statement in sections.all()
        }
        cited |= {
            source for key, rule in _rules(policy) for _, source in sources_of_rule(rule, key)
        }
        cited |= {figure.source for _, terms in _loans(policy) for _, figure in terms.figures()}
        for version in policy.versions:
            cited |= {source for conflict in version.conflicts for source in conflict.sources}
            cited |= {version.period.source} if version.period.source else set()
        for source in policy.sources.keys() - cited:
            self._fault(path, ("sources", source), "没有一句话引用这个来源，请引用或删掉它")
        used = {document for version in policy.versions for document in version.basis}
        used |= {source.document for source in policy.sources.values() if source.document}
        for document in policy.documents.keys() - used:
            self._fault(path, ("documents", document), "没有版本或来源用到这个文件，请引用或删掉它")

    def check_unique_ids(self, policies: dict[Path, Policy]) -> None:
        seen: dict[str, Path] = {}
        for path, policy in policies.items():
            named: list[tuple[KeyPath, str]] = [(("id",), policy.id), (("name",), policy.name)]
            named += [
                (("versions", index, "id"), version.id)
                for index, version in enumerate(policy.versions)
                if version.id != policy.id
            ]
            for key, name in named:
                if name in seen:
                    self._fault(path, key, f"“{name}”已在 {seen[name].name} 用过，请换一个")
                seen[name] = path


def _rules(policy: Policy) -> Iterator[tuple[KeyPath, Rule]]:
    """Every rule of the policy, with where it stands."""
    for index, version in enumerate(policy.versions):
        key: KeyPath = ("versions", index)
        if version.eligibility:
            yield (*key, "eligibility"), version.eligibility
        for place, city in version.cities.items():
            if city.eligibility:
                yield (*key, "cities", place, "eligibility"), city.eligibility


def _loans(policy: Policy) -> Iterator[tuple[KeyPath, LoanTerms]]:
    """Every part of the policy that holds a loan's figures, with where it stands."""
    for index, version in enumerate(policy.versions):
        if version.loan:
            yield ("versions", index, "loan"), version.loan
        for place, city in version.cities.items():
            if city.loan:
                yield ("versions", index, "cities", place, "loan"), city.loan


def _in_a_circle(region: Region, regions: Regions) -> bool:
    within = {each.name: each.within for each in regions.regions}
    passed = {region.name}
    outer = region.within
    while outer:
        if outer in passed:
            return True
        passed.add(outer)
        outer = within.get(outer)
    return False
