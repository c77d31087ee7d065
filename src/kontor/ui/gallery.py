"""Sample data of the gallery. Names are real so that they have real lengths; everything said about them is invented."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator

from kontor.kernel.lingua.content import Content, Origin, Version, fingerprint
from kontor.ui.forms import MultilingualField
from kontor.ui.map import project

HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bd822cd15d6c15b0f00a08"[:64]
#: name de, zh, en · latitude, longitude · side
CITIES: tuple[tuple[str, str, str, float, float, str], ...] = (
    ("Aachen", "亚琛", "Aachen", 50.776, 6.084, "a"),
    ("Bottrop", "博特罗普", "Bottrop", 51.524, 6.922, "a"),
    ("Mülheim an der Ruhr", "鲁尔河畔米尔海姆", "Mülheim an der Ruhr", 51.427, 6.883, "a"),
    ("Hannover", "汉诺威", "Hanover", 52.375, 9.732, "a"),
    ("Ingolstadt", "因戈尔施塔特", "Ingolstadt", 48.765, 11.424, "a"),
    ("Rostock", "罗斯托克", "Rostock", 54.092, 12.099, "a"),
    ("Zwickau", "茨维考", "Zwickau", 50.718, 12.496, "a"),
    ("Foshan", "佛山", "Foshan", 23.022, 113.122, "b"),
    ("Zhongshan", "中山", "Zhongshan", 22.517, 113.393, "b"),
    ("Taicang", "太仓", "Taicang", 31.458, 121.131, "b"),
    ("Wuhu", "芜湖", "Wuhu", 31.326, 118.377, "b"),
    ("Yantai", "烟台", "Yantai", 37.463, 121.448, "b"),
    ("Shenyang", "沈阳", "Shenyang", 41.806, 123.431, "b"),
    ("Deyang", "德阳", "Deyang", 31.127, 104.398, "b"),
)
_NOTES = {
    "de": "fragt nach dem Zeitpunkt der Bekanntgabe",
    "zh-hans": "询问公布时间",
    "en": "asks when it will be announced",
}
_COLUMN = {"de": 0, "zh-hans": 1, "en": 2}


class SampleForm(forms.Form):
    """One field of each kind."""

    contact = forms.CharField(label="Contact", help_text="First and family name in the order that the person uses.")
    email = forms.EmailField(label="E-mail")
    delegates = forms.IntegerField(label="Delegates", min_value=1, required=False)
    arrives_on = forms.DateField(label="Arrival", widget=forms.DateInput(attrs={"type": "date"}))
    side = forms.ChoiceField(label="Language of letters", choices=[("de", "Deutsch"), ("zh-hans", "中文"), ("en", "English")])
    role = forms.ChoiceField(
        label="Attends as", choices=[("member", "Member"), ("guest", "Guest")], widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        choices=[("industry", "Industry"), ("climate", "Climate")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    title = MultilingualField(label="Title", lines=1, required=False)
    reasons = MultilingualField(label="Reasons", lines=3, help_text="Write in one language; others can follow later.")
    letter = forms.FileField(label="Letter", required=False)
    remark = forms.CharField(label="Remark", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label="The mayor has agreed in writing")


def bound_form() -> SampleForm:
    """A form that was sent with mistakes."""
    return SampleForm({"contact": "李娜", "email": "li.na", "side": "de", "title_de": "Wasserstoff"}, prefix="wrong")


def content() -> Content:
    """A text with an original, a version that is out of date, and none in English."""
    original = "Die Mitgliedsstädte arbeiten bei der Wasserstoffwirtschaft zusammen."
    return Content(
        {
            "de": Version("de", original),
            "zh-hans": Version("zh-hans", "各成员城市在氢能经济领域开展合作。", Origin.CHECKED, fingerprint("an older text")),
        }
    )


def points(language: str) -> list[dict[str, Any]]:
    """The sample cities as the map wants them."""
    marks = []
    for *names, lat, lon, side in CITIES:
        x, y = project(float(lat), float(lon))
        marks.append(
            {"name": names[_COLUMN[language]], "url": "#map", "x": x, "y": y, "side": side, "standing": "", "label_lang": ""}
        )
    return marks


def _ledger(language: str, side: str, words: Mapping[str, str]) -> list[dict[str, Any]]:
    names = [names[_COLUMN[language]] for *names, _lat, _lon, of in CITIES if of == side]
    positions = ("consent", "consent", "question", "consent", "objection", "silence", "abstention")
    return [
        {
            "name": name,
            "url": "#ledger",
            "position": position,
            "word": words[position],
            "on": None if position == "silence" else date(2026, 9, 3 + index),
            "note": _NOTES[language] if position == "question" else "",
        }
        for index, (name, position) in enumerate(zip(names, positions, strict=False))
    ]


def sample(language: str) -> dict[str, Any]:
    """Everything the gallery shows, in one of the three languages."""

    def say(de: str, zh: str, en: str) -> str:
        return {"de": de, "zh-hans": zh, "en": en}[language]

    words = {
        "consent": say("Zustimmung", "同意", "Consent"),
        "objection": say("Widerspruch", "反对", "Objection"),
        "question": say("Rückfrage", "询问", "Question"),
        "silence": say("noch keine Antwort", "尚未答复", "no answer yet"),
        "abstention": say("Enthaltung", "弃权", "Abstention"),
    }
    state_words = {
        "good": say("Mitglied", "成员", "Member"),
        "active": say("in Beratung", "审议中", "under consultation"),
        "waiting": say("wartet auf Antwort", "等待答复", "awaiting answer"),
        "needs": say("braucht Sie", "需要您处理", "needs you"),
        "question": say("Rückfrage", "询问", "question"),
        "stopped": say("zurückgezogen", "已撤回", "taken back"),
        "quiet": say("Entwurf", "草稿", "draft"),
    }
    return {
        "language": language,
        "name_a": say("Seite A", "甲方", "Side A"),
        "name_b": say("Seite B", "乙方", "Side B"),
        "words": words,
        "state_words": state_words,
        "city": say("Mülheim an der Ruhr", "鲁尔河畔米尔海姆", "Mülheim an der Ruhr"),
        "city_names": [{"text": "鲁尔河畔米尔海姆", "lang": "zh-hans"}, {"text": "Mülheim", "lang": "en"}],
        "kind": say("Stadt", "城市", "City"),
        "lead": say(
            "Stadt im westlichen Ruhrgebiet mit Schwerpunkten in Wassertechnik und Werkstoffforschung.",
            "位于鲁尔区西部，以水处理技术和材料研究见长。",
            "A city in the western Ruhr, strong in water technology and materials research.",
        ),
        "sentence": say(
            "Der Aufnahmeantrag liegt seit dem 1. September allen Mitgliedern vor.",
            "入会申请已于9月1日送达全体成员。",
            "The application has been with all members since 1 September.",
        ),
        "reason": say(
            "Es fehlen noch zwei schriftliche Zustimmungen (Satzung, Art. 4).",
            "尚缺两份书面同意（章程第四条）。",
            "Two written consents are still missing (charter, Art. 4).",
        ),
        "verb": say("Aufnehmen", "接纳", "Admit"),
        "other_verb": say("Erinnern", "提醒", "Remind"),
        "quiet_verb": say("Abbrechen", "取消", "Cancel"),
        "breadcrumb_items": [
            {"label": say("Städte", "城市", "Cities"), "url": "#"},
            {"label": say("Mitglieder", "成员", "Members"), "url": "#"},
            {"label": say("Mülheim an der Ruhr", "鲁尔河畔米尔海姆", "Mülheim an der Ruhr")},
        ],
        "steps": [
            {"label": say("Antrag", "申请", "Application"), "state": "done", "on": date(2026, 6, 12)},
            {"label": say("Vorprüfung", "初审", "Examination"), "state": "done", "on": date(2026, 7, 3)},
            {"label": say("Zustimmungen", "征求同意", "Consents"), "state": "current", "note": say("12 von 14", "14份中已收到12份", "12 of 14")},
            {"label": say("Aufnahme", "接纳", "Admission"), "state": "todo"},
            {"label": say("Bekanntgabe", "公布", "Announcement"), "state": "todo"},
        ],
        "steps_ended": [
            {"label": say("Antrag", "申请", "Application"), "state": "done", "on": date(2025, 6, 12)},
            {"label": say("Vorprüfung", "初审", "Examination"), "state": "skipped"},
            {"label": say("Zurückgezogen", "已撤回", "Taken back"), "state": "stopped", "on": date(2025, 7, 3)},
        ],
        "timeline": [
            {"on": date(2026, 9, 3), "title": say("Rückfrage aus Wuhu", "芜湖提出询问", "Question from Wuhu"), "url": "#timeline", "tone": "needs"},
            {"on": date(2026, 9, 1), "title": say("Schreiben an alle Mitglieder", "致函全体成员", "Letter to all members"), "text": say("14 Briefe, alle zugestellt.", "14封信函，均已送达。", "14 letters, all delivered."), "actor": say("Sekretariat", "秘书处", "Secretariat")},
            {"on": date(2026, 6, 12), "title": say("Antrag eingegangen", "收到申请", "Application received"), "tone": "active"},
        ],
        "rows_a": _ledger(language, "a", words),
        "rows_b": _ledger(language, "b", words),
        "facts": [
            {"key": say("Rechtsstellung", "身份", "Standing"), "value": say("Mitglied seit 24. Februar 2023", "2023年2月24日起为成员", "Member since 24 February 2023"), "source": say("Protokoll der 7. Sitzung", "第七次会议纪要", "Minutes of the 7th session")},
            {"key": say("Einwohnerinnen und Einwohner", "人口", "Inhabitants"), "value": say("173.255", "173,255", "173,255"), "num": True},
            {"key": say("Oberbürgermeister", "市长", "Lord mayor"), "value": "Marc Buchholz", "lang": "de"},
        ],
        "columns": [
            {"label": say("Stadt", "城市", "City"), "sort_url": "?sort=name", "sorted": "ascending"},
            {"label": say("Seite", "所属方", "Side")},
            {"label": say("Stand", "状态", "State")},
            {"label": say("Einwohner", "人口", "Inhabitants"), "numeric": True, "sort_url": "?sort=-inhabitants"},
            {"label": say("Fläche", "面积", "Area"), "numeric": True, "unit": "km²"},
        ],
        "rows": [
            {"name": names[_COLUMN[language]], "side": side, "tone": tone, "word": state_words[tone], "people": 98_765 * (index + 1), "area": 91.3 * (index + 1)}
            for index, ((*names, _lat, _lon, side), tone) in enumerate(zip(CITIES, ("good", "active", "waiting", "needs", "stopped"), strict=False))
        ],
        "table_caption": say("Städte und ihr Stand", "城市及其状态", "Cities and their standing"),
        "page": Paginator(range(230), 25).page(3),
        "filter_label": say("Seite", "所属方", "Side"),
        "options": [{"value": "", "label": say("alle", "全部", "all")}, {"value": "a", "label": say("Seite A", "甲方", "Side A")}],
        "facets": [
            {"label": say("Branche", "行业", "Industry"), "options": [
                {"label": say("Wasserstoff", "氢能", "Hydrogen"), "count": 42, "url": "#filters", "current": True},
                {"label": say("Maschinenbau", "机械制造", "Mechanical engineering"), "count": 117, "url": "#filters"},
            ]},
        ],
        "tabs": [
            {"label": say("Überblick", "概况", "Overview"), "url": "#tabs", "current": True},
            {"label": say("Unternehmen", "企业", "Companies"), "url": "#tabs", "count": 38},
            {"label": say("Projekte", "项目", "Projects"), "url": "#tabs", "count": 0},
        ],
        "chips": [
            {"label": say("Wassertechnik", "水处理技术", "Water technology"), "remove_url": "#chips"},
            {"label": "Werkstoffe", "lang": "de", "url": "#chips"},
            {"label": "智能制造", "lang": "zh-hans"},
        ],
        "moves": [
            {"label": say("Zustimmen", "同意", "Consent"), "url": "#moves", "method": "post", "hint": say("Gilt als schriftliche Zustimmung Ihrer Stadt.", "视为贵市的书面同意。", "Counts as your city's written consent.")},
            {"label": say("Rückfrage stellen", "提出询问", "Ask a question"), "url": "#moves", "method": "get", "kind": "secondary"},
            {"label": say("Aufnehmen", "接纳", "Admit"), "url": "#moves", "method": "post", "reason": say("Es fehlen noch zwei schriftliche Zustimmungen.", "尚缺两份书面同意。", "Two written consents are still missing.")},
        ],
        "tasks": [
            {"text": say("Foshan wartet auf Ihre Antwort zum Aufnahmeantrag.", "佛山正在等待您对入会申请的答复。", "Foshan awaits your answer on the application."), "url": "#tasks", "action": say("Antworten", "答复", "Answer"), "due": date(2026, 9, 1), "overdue": True},
            {"text": say("Das Protokoll der 9. Sitzung wartet auf Ihre Durchsicht.", "第九次会议纪要待您审阅。", "The minutes of the 9th session await your review."), "url": "#tasks", "action": say("Ansehen", "查看", "Open"), "due": date(2026, 10, 15), "about": say("Sitzung in Foshan", "佛山会议", "Session in Foshan")},
        ],
        "people": [
            {"name": "李娜", "lang": "zh-hans", "role": say("Ansprechpartnerin", "联系人", "Contact"), "organisation": say("Außenamt Foshan", "佛山市外事局", "Foreign Affairs Office, Foshan"), "side": "b", "email": "li.na@foshan.example"},
            {"name": "Dr. Katharina Wüstenhagen-Überall", "lang": "de", "role": say("Europabüro", "欧洲事务处", "Europe office"), "organisation": "", "side": "a", "email": ""},
        ],
        "moment": datetime(2026, 10, 28, 7, 30, tzinfo=UTC),
        "day": date(2023, 2, 24),
        "zones": ["Europe/Berlin", "Asia/Shanghai"],
        "hash": HASH,
        "wording": say(
            "Die Stadt Mülheim an der Ruhr wird als Mitglied aufgenommen.\n\nDie Aufnahme wird mit der Bekanntgabe wirksam.",
            "接纳鲁尔河畔米尔海姆市为成员。\n\n接纳自公布之日起生效。",
            "The city of Mülheim an der Ruhr is admitted as a member.\n\nThe admission takes effect when it is announced.",
        ),
        "series": [
            {"label": str(2017 + index), "value": value, "shown": "" if value is None else str(value)}
            for index, value in enumerate((171, 171, 170, 171, None, 172, 173, 174))
        ],
        "series_short": [{"label": "2024", "value": 8.4, "shown": "8,4"}, {"label": "2025", "value": 7.9, "shown": "7,9"}],
        "series_one": [{"label": "2025", "value": 18}],
        "series_title": say("Einwohner", "人口", "Inhabitants"),
        "thousand": say("in Tausend", "千人", "thousands"),
        "content": content(),
        "points": points(language),
        "map_title": say("Die Städte beider Seiten auf der Karte", "双方城市分布图", "The cities of both sides on the map"),
        "form": SampleForm(prefix="new"),
        "wrong": bound_form(),
        "person": {"name": "李娜", "lang": "zh-hans", "organisation": say("Stadt Foshan", "佛山市", "City of Foshan"), "links": [{"label": say("Einstellungen", "设置", "Settings"), "url": "#frame"}], "sign_out_url": "#frame"},
    }
