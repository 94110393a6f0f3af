/* Chooses a language, and has its plural forms, numbers and dates.
 * The tables are from CLDR 48 (unicode-org/cldr-json: plurals, numbers, ca-gregorian); English is en-001,
 * which reads the same on both sides of the Atlantic. */
#include "render/languages.h"
#include "text/text.h"

#include <string.h>
#include <strings.h>

static const struct {
  const char *tag;
  const char *group;              /* the separator between groups of digits */
  size_t least;                   /* the smallest number with groups: CLDR's minimumGroupingDigits */
  const char *day, *month, *year; /* patterns for a date, one without a day, and a year alone */
} languages[MESSAGES_LANGUAGES] = {
    [MESSAGES_EN] = {"en", ",", 1000, "{d} {m} {y}", "{m} {y}", "{y}"},
    [MESSAGES_FR] = {"fr", "\u202F", 1000, "{d} {m} {y}", "{m} {y}", "{y}"},
    [MESSAGES_ES] = {"es", ".", 10000, "{d} de {m} de {y}", "{m} de {y}", "{y}"},
    [MESSAGES_PT] = {"pt", ".", 1000, "{d} de {m} de {y}", "{m} de {y}", "{y}"},
    [MESSAGES_DE] = {"de", ".", 1000, "{d}. {m} {y}", "{m} {y}", "{y}"},
    [MESSAGES_KO] = {"ko", ",", 1000, "{y}년 {m} {d}일", "{y}년 {m}", "{y}년"},
    [MESSAGES_JA] = {"ja", ",", 1000, "{y}年{m}{d}日", "{y}年{m}", "{y}年"},
    [MESSAGES_AR] = {"ar", ",", 1000, "{d} {m} {y}", "{m} {y}", "{y}"},
};

static const char *const months[MESSAGES_LANGUAGES] = {
    [MESSAGES_EN] = "January February March April May June July August September October November December",
    [MESSAGES_FR] = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    [MESSAGES_ES] =
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    [MESSAGES_PT] =
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    [MESSAGES_DE] = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    [MESSAGES_KO] = "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월",
    [MESSAGES_JA] = "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    [MESSAGES_AR] = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
};

/* ---- Choosing ------------------------------------------------------------------------------------ */

/* The weight after ";q=", in thousandths; 1000 if there is none. */
static int weight_of(const char *parameters, const char *end) {
  enum { WHOLE = 1000 };
  const char *found = memmem(parameters, (size_t)(end - parameters), "q=", 2);
  if (!found) return WHOLE;
  int weight = 0, digits = WHOLE;
  for (found += 2; found < end && digits > 0; found++) {
    if (*found == '.') continue;
    if (!sse_is_digit(*found)) break;
    weight += (*found - '0') * digits;
    digits /= 10;
  }
  return weight;
}

/* True if the language of a tag or locale of this length is `tag`, and not a longer one that begins so. */
static bool is_named(const char *text, size_t length, const char *tag, const char *ends) {
  return length >= 2 && strncasecmp(text, tag, 2) == 0 && (length == 2 || strchr(ends, text[2]));
}

messages_language messages_choose(const char *accept) {
  messages_language best = MESSAGES_EN;
  int best_weight = 0;
  for (const char *range = accept, *end; range; range = *end ? end + 1 : NULL) {
    range += strspn(range, " \t");
    end = range + strcspn(range, ",");
    for (int i = 0; i < MESSAGES_LANGUAGES; i++) {
      bool named = is_named(range, (size_t)(end - range), languages[i].tag, "-; \t");
      int weight = named ? weight_of(range + 2, end) : 0;
      if (weight <= best_weight) continue;
      best = (messages_language)i;
      best_weight = weight;
    }
  }
  return best;
}

messages_language messages_of_locale(const char *locale) {
  for (int i = 0; locale && i < MESSAGES_LANGUAGES; i++)
    if (is_named(locale, strlen(locale), languages[i].tag, "_.@")) return (messages_language)i;
  return MESSAGES_EN;
}

/* The languages here have one subtag, so all further subtags are ignored. */
bool languages_find(const char *tag, messages_language *language) {
  if (!text_is_language_tag(sse_str_of(tag))) return false;
  for (int i = 0; i < MESSAGES_LANGUAGES; i++) {
    if (!is_named(tag, strlen(tag), languages[i].tag, "-")) continue;
    *language = (messages_language)i;
    return true;
  }
  return false;
}

const char *languages_stop(messages_language language) {
  return language == MESSAGES_JA ? "。" : ". ";
}

void languages_put_attributes(FILE *out, messages_language language) {
  (void)fprintf(out, " lang=\"%s\" dir=\"%s\"", languages[language].tag,
                language == MESSAGES_AR ? "rtl" : "ltr");
}

void languages_put_html(FILE *out, messages_language language) {
  (void)fprintf(out, "<html lang=\"%s\"%s>", languages[language].tag,
                language == MESSAGES_AR ? " dir=\"rtl\"" : "");
}

const char *messages_tag(messages_language language) {
  return languages[language].tag;
}

/* Languages in their own names, by primary subtag (ISO 639). */
static const struct {
  const char *tag, *name;
} names[] = {{"af", "Afrikaans"},
             {"am", "አማርኛ"},
             {"ar", "العربية"},
             {"as", "অসমীয়া"},
             {"az", "Azərbaycan"},
             {"be", "Беларуская"},
             {"bg", "Български"},
             {"bn", "বাংলা"},
             {"br", "Brezhoneg"},
             {"ca", "Català"},
             {"ckb", "کوردیی ناوەندی"},
             {"cs", "Čeština"},
             {"cy", "Cymraeg"},
             {"da", "Dansk"},
             {"de", "Deutsch"},
             {"el", "Ελληνικά"},
             {"en", "English"},
             {"eo", "Esperanto"},
             {"es", "Español"},
             {"et", "Eesti"},
             {"eu", "Euskara"},
             {"fa", "فارسی"},
             {"fi", "Suomi"},
             {"fr", "Français"},
             {"fy", "Frysk"},
             {"ga", "Gaeilge"},
             {"gd", "Gàidhlig"},
             {"gl", "Galego"},
             {"gu", "ગુજરાતી"},
             {"ha", "Hausa"},
             {"he", "עברית"},
             {"hi", "हिन्दी"},
             {"hr", "Hrvatski"},
             {"ht", "Kreyòl ayisyen"},
             {"hu", "Magyar"},
             {"hy", "Հայերեն"},
             {"id", "Bahasa Indonesia"},
             {"ig", "Igbo"},
             {"is", "Íslenska"},
             {"it", "Italiano"},
             {"ja", "日本語"},
             {"ka", "ქართული"},
             {"kk", "Қазақ тілі"},
             {"km", "ខ្មែរ"},
             {"kn", "ಕನ್ನಡ"},
             {"ko", "한국어"},
             {"ku", "Kurdî"},
             {"ky", "Кыргызча"},
             {"la", "Latina"},
             {"lb", "Lëtzebuergesch"},
             {"lg", "Luganda"},
             {"lo", "ລາວ"},
             {"lt", "Lietuvių"},
             {"lv", "Latviešu"},
             {"mg", "Malagasy"},
             {"mi", "Māori"},
             {"mk", "Македонски"},
             {"ml", "മലയാളം"},
             {"mn", "Монгол"},
             {"mr", "मराठी"},
             {"ms", "Bahasa Melayu"},
             {"mt", "Malti"},
             {"my", "မြန်မာ"},
             {"nb", "Norsk bokmål"},
             {"ne", "नेपाली"},
             {"nl", "Nederlands"},
             {"nn", "Norsk nynorsk"},
             {"no", "Norsk"},
             {"pa", "ਪੰਜਾਬੀ"},
             {"pl", "Polski"},
             {"ps", "پښتو"},
             {"pt", "Português"},
             {"ro", "Română"},
             {"ru", "Русский"},
             {"rw", "Kinyarwanda"},
             {"sd", "سنڌي"},
             {"si", "සිංහල"},
             {"sk", "Slovenčina"},
             {"sl", "Slovenščina"},
             {"sn", "chiShona"},
             {"so", "Soomaali"},
             {"sq", "Shqip"},
             {"sr", "Српски"},
             {"st", "Sesotho"},
             {"sv", "Svenska"},
             {"sw", "Kiswahili"},
             {"ta", "தமிழ்"},
             {"te", "తెలుగు"},
             {"tg", "Тоҷикӣ"},
             {"th", "ไทย"},
             {"tl", "Tagalog"},
             {"tn", "Setswana"},
             {"tr", "Türkçe"},
             {"ts", "Xitsonga"},
             {"tt", "Татар"},
             {"ug", "ئۇيغۇرچە"},
             {"uk", "Українська"},
             {"ur", "اردو"},
             {"uz", "Oʻzbek"},
             {"vi", "Tiếng Việt"},
             {"xh", "isiXhosa"},
             {"yi", "ייִדיש"},
             {"yo", "Yorùbá"},
             {"zh", "中文"},
             {"zu", "isiZulu"}};

const char *messages_language_name(const char *tag, char name[LANGUAGES_NAME_SIZE]) {
  const sse_str first = {tag, strcspn(tag, "-")};
  const char *rest = tag[first.length] ? tag + first.length + 1 : "";
  size_t i = 0;
  while (i < sizeof names / sizeof *names && !sse_str_is(first, names[i].tag))
    i++;
  if (i == sizeof names / sizeof *names) return tag;
  if (!*rest) return names[i].name;
  (void)snprintf(name, LANGUAGES_NAME_SIZE, "%s (%s)", names[i].name,
                 rest); /* names fit; cutting a long one is harmless */
  return name;
}

/* ---- Plural forms --------------------------------------------------------------------------------- */

enum { AR_ZERO, AR_ONE, AR_TWO, AR_FEW, AR_MANY, AR_OTHER, AR_FORMS };

static unsigned form_of_arabic(size_t count) {
  size_t rest = count % 100;
  if (count <= AR_TWO) return (unsigned)count;
  return rest >= 3 && rest <= 10 ? AR_FEW : rest >= 11 ? AR_MANY : AR_OTHER;
}

unsigned languages_forms(messages_language language) {
  return language == MESSAGES_AR ? AR_FORMS : language == MESSAGES_KO || language == MESSAGES_JA ? 1 : 2;
}

/* CLDR has a further form for whole millions in French, Spanish and Portuguese; it is for millions in
 * words. */
unsigned languages_form(messages_language language, size_t count) {
  if (language == MESSAGES_AR) return form_of_arabic(count);
  if (languages_forms(language) == 1) return 0;
  bool has_zero = language == MESSAGES_FR || language == MESSAGES_PT;
  return count == 1 || (count == 0 && has_zero) ? 0 : 1;
}

/* ---- Numbers and dates ---------------------------------------------------------------------------- */

const char *languages_number(messages_language language, size_t number, char out[LANGUAGES_NUMBER_SIZE]) {
  char digits[24]; /* 2^64 has 20 */
  size_t length = (size_t)snprintf(digits, sizeof digits, "%zu", number), at = 0;
  const char *group = languages[language].group;
  for (size_t i = 0; i < length; i++) {
    bool begins = i > 0 && (length - i) % 3 == 0 && number >= languages[language].least;
    at += (size_t)snprintf(out + at, LANGUAGES_NUMBER_SIZE - at, "%s%c", begins ? group : "", digits[i]);
  }
  return out;
}

static void put_month(FILE *out, messages_language language, int month) {
  sse_str name = {0};
  for (size_t position = 0; month > 0; month--)
    (void)sse_str_next(sse_str_of(months[language]), ' ', &position, &name); /* there are twelve */
  (void)fprintf(out, "%.*s", (int)name.length, name.data);
}

/* French has an ordinal for the first of a month, which CLDR leaves to its users. */
static void put_day(FILE *out, messages_language language, int day) {
  (void)fprintf(out, "%d%s", day, day == 1 && language == MESSAGES_FR ? "er" : "");
}

/* The stream's error flag records failures. */
void languages_put_date(FILE *out, messages_language language, sse_date date) {
  const char *pattern = date.day > 0     ? languages[language].day
                        : date.month > 0 ? languages[language].month
                                         : languages[language].year;
  if (date.year <= 0) return;
  for (const char *at = pattern; *at; at++) {
    if (*at != '{') {
      (void)fputc(*at, out);
      continue;
    }
    if (at[1] == 'y') (void)fprintf(out, "%d", date.year);
    if (at[1] == 'm') put_month(out, language, date.month);
    if (at[1] == 'd') put_day(out, language, date.day);
    at += 2;
  }
}
