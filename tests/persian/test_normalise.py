"""Normalising text as people type it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.persian import vocabulary, zwnj
from generator.persian.text import normalise, suggestions

PERSIAN_LETTERS = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئؤأء"
PERSIAN_ISH = PERSIAN_LETTERS + "يىكةۀ‌‌ـًٔ   \u00a0\n\t۱۲٤5A b,;?.:!،؛؟«»\"'()[]/\\&<>{}-\u200e\u200f\u200d"
SMALL_PIECES = """
    می نمی ی ای ه‌ی ة ۀ ‌ ـ ٔ ، , . : ; ? ! « » " ' ( ) ISO 9001 A1 b2 https:// www. /a/ C:\\ 12 ۳ و را ال
"""
FRAGMENTS = st.sampled_from(
    [
        *sorted(zwnj._NOUNS),
        *vocabulary.SPACED,
        *vocabulary.VERB_ENDINGS,
        *vocabulary.PLURALS,
        *vocabulary.RESPELLED,
        *SMALL_PIECES.split(),
        *(" ", "  ", "\n", "\t", "\u00a0", "\u0301", "\u0650"),
    ]
)

# As found on scanned and pasted official pages, with the official spelling.
LOST_JOINERS = """
توسعهٔ توسعهٔ
شهرکهای شهرک‌های
خوشههای خوشه‌های
کسبوکار کسب‌وکار
کسب‌و‌کار کسب‌وکار
کسب‌و‌کار‌های کسب‌وکارهای
خوشهای خوشه‌ای
برنامهریزی برنامه‌ریزی
خوشهها خوشه‌ها
پروژههای پروژه‌های
میباشد می‌باشد
میگردد می‌گردد
سازمانهای سازمان‌های
مینماید می‌نماید
میشود می‌شود
نمیشود نمی‌شود
استانها استان‌ها
هزینههای هزینه‌های
دستگاهها دستگاه‌ها
آییننامه آیین‌نامه
عهدهٔ عهدهٔ
صورتجلسات صورتجلسات
صورت‌جلسات صورتجلسات
صورت‌جلسه صورتجلسه
سیاستگذاری سیاست‌گذاری
برنامههای برنامه‌های
کمیتهای کمیته‌ای
پروژهٔ پروژهٔ
پیادهسازی پیاده‌سازی
فعالیتهای فعالیت‌های
توسعهای توسعه‌ای
میتوانند می‌توانند
هماهنگکننده هماهنگ‌کننده
هماهنگکنندهٔ هماهنگ‌کنندهٔ
آنها آن‌ها
شکلگیری شکل‌گیری
زمینههای زمینه‌های
اطلاعرسانی اطلاع‌رسانی
پشتیبانیهای پشتیبانی‌های
وزارتخانهها وزارتخانه‌ها
تامالاختیار تام‌الاختیار
میدهند می‌دهند
میشوند می‌شوند
سازمانهایی سازمان‌هایی
تعریفشده تعریف‌شده
حمایتها حمایت‌ها
مشورتهای مشورت‌های
هستهٔ هستهٔ
برنامهها برنامه‌ها
مینمایند می‌نمایند
فروردینماه فروردین‌ماه
تهیهکننده تهیه‌کننده
تصویبکننده تصویب‌کننده
تأیید‌کننده تأییدکننده
مسئولیتها مسئولیت‌ها
بانکها بانک‌ها
نشستهای نشست‌های
حوزههای حوزه‌های
سیاستهای سیاست‌های
اولویتها اولویت‌ها
پیشبینی پیش‌بینی
کمیتههای کمیته‌های
دستگاههای دستگاه‌های
نسخهای نسخه‌ای
شرکتهای شرکت‌های
دعوتنامه دعوت‌نامه
برنامهریزیهای برنامه‌ریزی‌های
برنامه‌ریزیهای برنامه‌ریزی‌های
"""

OFFICIAL_NAMES = """
شورای ملی سیاست‌گذاری توسعه خوشه
کمیته استانی توسعه خوشه‌های کسب‌وکار
کمیته کارشناسی (ذیل کمیته استانی)
شورای راهبری توسعه خوشه کسب‌وکار
سازمان کارگزار پروژه توسعه خوشه
مشاور ـ ناظر فنی
قرارداد مشاوره ـ نظارت فنی
سازمان صنایع کوچک و شهرک‌های صنعتی ایران
معاون برنامه‌ریزی و امور اقتصادی وزارت صنعت، معدن و تجارت
سایر نهادها بنا به اقتضا
معاون برنامه‌ریزی استاندار
نمایندگان تام‌الاختیار
شماره مدرک
محل نگهداری
تاریخ تهیه
فروردین‌ماه ۱۳۹۱
تهیه‌کننده
تأییدکننده اول
تأییدکننده دوم
تصویب‌کننده
هیأت مدیره سازمان صنایع کوچک و شهرک‌های صنعتی ایران
شماره صفحات تغییریافته
منشأ تغییرات
نظرات استان‌ها
۱ـ هدف
۲ـ دامنه کاربرد
۳ـ مسئولیت‌ها
۴ـ۲
تبصره (۱)
کلیه شرکت‌های شهرک‌های صنعتی استان‌ها
حکم عضویت
دعوت‌نامه
دستور جلسه
صورتجلسه
ابلاغ مصوبات
ارسال صورتجلسه
توزیع نسخ
شناسنامه مدرک
نسخه کنترل‌شده
طبقه‌بندی
خیلی محرمانه
اساسنامه سازمان
""".strip().splitlines()

LATIN = [
    "P-CL02",
    "P-CL02-07-DEC-03",
    "ISO 9001:2015",
    "https://isipo.ir/a?b=1,2;c#4",
    "clerk12@isipo.ir",
    r"C:\Users\Ali  2\file 3.docx",
    "/srv/dabir/07-fars/1.yaml",
    "Room 12, floor 3; why?",
    'He said "no" to 5 <b> & {6}',
]


@settings(max_examples=600)
@given(st.text())
@example("ۀ\u0650")
@example("ه‌ی ۀ ا")
def test_normalising_again_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once


@settings(max_examples=1500)
@given(st.text(alphabet=PERSIAN_ISH, max_size=40))
def test_normalising_persian_again_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once


@settings(max_examples=1500)
@given(st.lists(FRAGMENTS, max_size=12).map("".join))
def test_normalising_known_words_again_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize(("typed", "official"), [pair.split() for pair in LOST_JOINERS.strip().splitlines()])
def test_a_known_word_gets_its_official_spelling(typed, official):
    assert normalise(typed) == official
    assert normalise(f"این {typed}، و ({typed}).") == f"این {official}، و ({official})."


@pytest.mark.parametrize("name", OFFICIAL_NAMES)
def test_an_official_name_stays_as_it_is(name):
    assert normalise(name) == name


@pytest.mark.parametrize("text", LATIN)
def test_text_in_latin_letters_stays_as_it_is(text):
    assert normalise(text) == text
    assert normalise(f"  {text} ") == text


@pytest.mark.parametrize("token", [token for token in LATIN if "  " not in token and token[0] not in "RH"])
def test_a_latin_code_address_or_path_stays_as_it_is_in_a_persian_sentence(token):
    if " 3.docx" not in token:
        assert normalise(f"مطابق {token} عمل شود (بند 2).") == f"مطابق {token} عمل شود (بند ۲)."


@pytest.mark.parametrize("address", ["https://fa.wikipedia.org/wiki/كار_2", "/data/استان2/كار.yaml", r"C:\كار2\b.docx"])
def test_persian_letters_in_an_address_or_path_stay_as_they_are(address):
    assert normalise(f"نشانی {address} است") == f"نشانی {address} است"


@given(
    st.text(alphabet="abcXYZ0123456789-_.:/,;?!'\"&<>{}()", min_size=1).filter(lambda t: any(c.isalpha() for c in t))
)
def test_no_latin_token_is_ever_changed(token):
    assert normalise(token) == token


@given(st.text(alphabet=PERSIAN_LETTERS, min_size=1, max_size=12).filter(lambda word: word not in zwnj._KNOWN))
def test_an_unknown_word_is_never_changed(word):
    word = unicodedata.normalize("NFC", word)
    assert normalise(word) == word


@given(
    st.text(alphabet=PERSIAN_LETTERS, min_size=2, max_size=8),
    st.text(alphabet=PERSIAN_LETTERS, min_size=2, max_size=8),
)
def test_an_unknown_word_keeps_the_joiners_it_has(first, second):
    word = unicodedata.normalize("NFC", f"{first}\u200c{second}")
    if word.replace("\u200c", "") not in zwnj._KNOWN:
        assert normalise(word) == word


@pytest.mark.parametrize(
    ("typed", "official"),
    [
        ("کمیت‌های", "کمیت‌های"),
        ("محلهای", "محلهای"),
        ("مشاورهای", "مشاورهای"),
        ("دستگاهای", "دستگاهای"),
        ("گروهای", "گروهای"),
        ("بخشنامه", "بخشنامه"),
        ("نهادهای", "نهادهای"),
        ("تعریف شده است", "تعریف شده است"),
        ("به صورت جلسه‌ای", "به صورت جلسه‌ای"),
    ],
)
def test_a_word_that_may_be_another_is_left_alone(typed, official):
    assert normalise(typed) == official


@pytest.mark.parametrize(
    ("typed", "official"),
    [
        ("كميته استاني", "کمیته استانی"),
        ("مصطفى", "مصطفی"),
        ("مسئول مؤسسه تأیید", "مسئول مؤسسه تأیید"),
        ("الف\u00a0ب", "الف ب"),
        ("می شود و نمی گردد", "می‌شود و نمی‌گردد"),
        ("شرکت های شهرک  های صنعتی", "شرکت‌های شهرک‌های صنعتی"),
        ("نهاد های پشتیبان", "نهادهای پشتیبان"),
        ("کسب و کار های کوچک", "کسب‌وکارهای کوچک"),
        ("تهیه کننده و تأیید کننده", "تهیه‌کننده و تأییدکننده"),
        ("خوشه‌ی صنعتی", "خوشهٔ صنعتی"),
        ("تهیه‌ی گزارش و ناحیه‌ی صنعتی", "تهیهٔ گزارش و ناحیهٔ صنعتی"),
        ("توسعة خوشه", "توسعهٔ خوشه"),
        ("توسعۀ خوشه", "توسعهٔ خوشه"),
        ("هماهنگ‌کننده‌ی استان", "هماهنگ‌کنندهٔ استان"),
        ("دایرة المعارف و سورة", "دایرة المعارف و سورة"),
        ("خوشه‌ی و گروه‌ی صنعت", "خوشه‌ی و گروه‌ی صنعت"),
        ("بســمه تعـالی", "بسمه تعالی"),
        ("کــوکب", "کــوکب"),
        ("مشاورهـنظارت", "مشاورهـنظارت"),
        ("بند الفـب و ۴ـ2", "بند الفـب و ۴ـ۲"),
    ],
)
def test_letters_joiners_and_ezafe_become_official(typed, official):
    assert normalise(typed) == official


@pytest.mark.parametrize(
    ("typed", "official"),
    [
        ("1404/06/15", "۱۴۰۴/۰۶/۱۵"),
        ("٤٢ نفر", "۴۲ نفر"),
        ("42/ص/1404", "۴۲/ص/۱۴۰۴"),
        ("1,234 ریال", "۱,۲۳۴ ریال"),
        ("صنعت, معدن ; تجارت ?", "صنعت، معدن؛ تجارت؟"),
        ("سال 1404, بند 2", "سال ۱۴۰۴، بند ۲"),
        ("سازمان (ISIPO) , استان", "سازمان (ISIPO)، استان"),
        ("شرح : هدف .", "شرح: هدف."),
        ("« هدف »", "«هدف»"),
        ("فایل .docx", "فایل .docx"),
        ("و ...", "و ..."),
        ("۵ <b> ۶ & {الف}", "۵ <b> ۶ & {الف}"),
        ("الف\n\nب\r\nج", "الف\n\nب\r\nج"),
        ("  الف  \n  ب  ", "الف\nب"),
        ("می‌‌شود ‌ و‌", "می‌شود و"),
        ("\u200e1404-06-15\u200e", "\u200e۱۴۰۴-۰۶-۱۵\u200e"),
        ("", ""),
    ],
)
def test_digits_punctuation_and_spaces_become_official(typed, official):
    assert normalise(typed) == official


@pytest.mark.parametrize(
    ("typed", "official"),
    [
        ('طرح "توسعه خوشه" تصویب شد', "طرح «توسعه خوشه» تصویب شد"),
        ('لوله 3" و 4" فولادی', 'لوله ۳" و ۴" فولادی'),
        ('طرح "ناتمام', 'طرح "ناتمام'),
        ('نام "Dabir" است', 'نام "Dabir" است'),
        ('<a href="متن">', '<a href="متن">'),
        ("'الف'", "'الف'"),
    ],
)
def test_straight_quotes_turn_only_around_persian_text(typed, official):
    assert normalise(typed) == official


def test_a_long_text_is_normalised_quickly():
    for piece in ("12.", "(/", "خوشهها ", "ه", '"الف" ', "\u200c", " ", "a1,", "ـ", "می "):
        assert normalise(normalise(piece * 2500)) == normalise(piece * 2500)


def test_an_unknown_word_that_seems_to_have_lost_a_joiner_is_suggested_and_not_applied():
    text = "کارشناسهای مصرفی و قالی های دستبافت، انتهای مسیر، خوشه‌های صنعتی میروند"
    assert normalise(text) == text
    assert [(found.word, found.proposed) for found in suggestions(text)] == [
        ("کارشناسهای", "کارشناس‌های"),
        ("قالی های", "قالی‌های"),
        ("میروند", "می‌روند"),
    ]
    assert all(text[found.index :].startswith(found.word) for found in suggestions(text))


@given(st.text(alphabet=PERSIAN_ISH, max_size=40))
def test_a_suggestion_always_stands_where_it_says(text):
    for found in suggestions(text):
        assert text[found.index : found.index + len(found.word)] == found.word
        assert found.proposed != found.word


def test_every_known_word_is_its_own_official_spelling():
    for spelling in zwnj._KNOWN.values():
        assert normalise(spelling) == spelling


def test_vocabulary_has_no_word_twice():
    for words in (vocabulary.NOUNS, vocabulary.INVARIABLE, vocabulary.SPACED, vocabulary.VERB_ENDINGS):
        assert len(words) == len(set(words))
    assert set(vocabulary.HEH_OR_PLURAL) <= set(vocabulary.NOUNS)
    assert set(vocabulary.SPACED) <= set(vocabulary.NOUNS) | set(vocabulary.INVARIABLE)
