"""Documents for properties: generated from fragments, and damaged the way scans, portals and people damage them."""

from hypothesis import strategies as st

BODIES = [
    "市水务局",
    "市财政局",
    "教育局",
    "各县(市、区)政府",
    "盐池开发区、清水高新区管委会",
    "团市委",
    "环保、农业部门",
]
HEADINGS = [
    "一、总体要求",
    "二、主要目标",
    "(一)水质",
    "（二）水量",
    "1.清淤。",
    "２．节水。",
    "(1)管网",
    "①泵站",
    "——水价。",
    "第一章 总则",
    "第三条 范围",
    "附件1",
    "目录",
]
SENTENCES = [
    "到2025年,水质达标率达到95%以上;管网漏损率控制在9%以内。",
    "化学需氧量、氨氮排放量比2020年分别下降15%和10%。",
    "每年新增节水型企业5家,其中省级2家。",
    "由市水务局牵头,会同市财政局、教育局制定方案。",
    "下设水质、水量两个工作组,分别由市水务局、市住建局牵头。",
    "根据《中华人民共和国水法》(临政发〔2023〕8号)和《节水〈十条〉》,制定本方案。",
    "成立由市长任组长的治水工作领导小组,办公室设在市水务局。",
    "各责任单位中排在第一位的为牵头单位,下同。",
    "构建政府牵头、部门联动的机制。",
    "(一)动员部署阶段(2024年2月~4月)。",
    "推进“15分钟用水圈”建设,建成再生水厂2座、泵站6座。",
    "附件:1.责任分解表",
    "临江市人民政府",
    "2023年6月12日",
    "责任编辑:张三",
]
BRACKETS = [
    "(牵头单位:{0};责任单位:{1};完成时限:2024年6月底)",
    "〔责任单位:{0}、{1}〕",
    "({0}牵头,{1}配合)",
    "【{0}、{1}】",
    "(以上由{0}会同{1}负责落实)",
]
LINES = ["牵头单位:{0}", "【责任单位】{0}、{1}", "{0}:负责治理河道。", "{0}要安排治水经费。"]
TABLES = [
    "|序号|任务|责任单位|完成时限|\n|-|-|-|-|\n|1|清淤|{0}|2024年6月|\n|2|新建水厂2座|{1}||",
    "| 指标 | 单位 | 2020年现状 | 2025年目标 |\n| - | - | - | - |\n| 达标率 | % | 85 | ≥95 |",
    "序号\t任务\t责任单位\n1\t清淤\t{0}\n2\t绿化\t{1}",
]
SIGNS = "\n\t ,，。;；:：、()（）〔〕【】《》“”%0123456789一二年月\u00a0\u200b\ufeff\u2028|#*—"

bodies = st.sampled_from(BODIES)


def _filled(forms: list[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda form, first, second: form.format(first, second), st.sampled_from(forms), bodies, bodies)


items = st.builds(
    lambda heading, said, bracket: heading + "".join(said) + bracket,
    st.sampled_from(HEADINGS),
    st.lists(st.sampled_from(SENTENCES), max_size=3),
    st.just("") | _filled(BRACKETS),
)
documents = st.lists(items | st.sampled_from(SENTENCES) | _filled(LINES) | _filled(TABLES), max_size=12).map("\n".join)


@st.composite
def damaged_documents(draw: st.DrawFn) -> str:
    """A document cut anywhere, with brackets lost, signs replaced, lines shuffled or joined."""
    text = draw(documents)
    for damage in draw(st.lists(st.sampled_from(["cut", "brackets", "replace", "shuffle", "join"]), max_size=3)):
        text = _damage(draw, damage, text)
    return text


def _damage(draw: st.DrawFn, damage: str, text: str) -> str:
    if damage == "cut":
        begin, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        return text[begin:end]
    if damage == "brackets":
        return text.translate(str.maketrans("", "", draw(st.sampled_from([")", "(", "()", "〕)】", "》”"]))))
    if damage == "shuffle":
        return "\n".join(draw(st.permutations(text.split("\n"))))
    if damage == "join":
        return text.replace("\n", draw(st.sampled_from(["", " ", "\t", "\r\n", "\u2028"])))
    place = draw(st.integers(0, len(text)))
    return text[:place] + draw(st.text(SIGNS, max_size=3)) + text[place + draw(st.integers(0, 3)) :]
