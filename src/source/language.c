/* Languages as people write them: names, ISO 639-2 codes, and country codes used as languages.
 * Source of the codes: ISO 639-2 (Library of Congress), ISO 3166-1.
 * Pure functions. */
#include "source/language.h"
#include "text/text.h"

#include <string.h>
#include <strings.h>

static const struct {
  const char *written, *tag;
} known[] = {
    {"eng", "en"},
    {"fra", "fr"},
    {"fre", "fr"},
    {"spa", "es"},
    {"deu", "de"},
    {"ger", "de"},
    {"por", "pt"},
    {"ita", "it"},
    {"nld", "nl"},
    {"dut", "nl"},
    {"pol", "pl"},
    {"rus", "ru"},
    {"kor", "ko"},
    {"jpn", "ja"},
    {"zho", "zh"},
    {"chi", "zh"},
    {"ara", "ar"},
    {"tur", "tr"},
    {"ell", "el"},
    {"gre", "el"},
    {"ces", "cs"},
    {"cze", "cs"},
    {"slk", "sk"},
    {"slo", "sk"},
    {"hun", "hu"},
    {"ron", "ro"},
    {"rum", "ro"},
    {"bul", "bg"},
    {"ukr", "uk"},
    {"fin", "fi"},
    {"swe", "sv"},
    {"dan", "da"},
    {"nor", "no"},
    {"nob", "nb"},
    {"cat", "ca"},
    {"eus", "eu"},
    {"baq", "eu"},
    {"glg", "gl"},
    {"heb", "he"},
    {"fas", "fa"},
    {"per", "fa"},
    {"hin", "hi"},
    {"tha", "th"},
    {"vie", "vi"},
    {"ind", "id"},
    {"msa", "ms"},
    {"may", "ms"},
    {"swa", "sw"},
    {"kr", "ko"},
    {"jp", "ja"},
    {"cn", "zh"},
    {"gr", "el"},
    {"ua", "uk"},
    {"cz", "cs"},
    {"dk", "da"},
    {"iw", "he"},
    {"in", "id"},
    /* names, as tables and libraries write them */
    {"english", "en"},
    {"anglais", "en"},
    {"ingles", "en"},
    {"inglés", "en"},
    {"englisch", "en"},
    {"french", "fr"},
    {"français", "fr"},
    {"francais", "fr"},
    {"francés", "fr"},
    {"französisch", "fr"},
    {"spanish", "es"},
    {"español", "es"},
    {"espagnol", "es"},
    {"castellano", "es"},
    {"spanisch", "es"},
    {"german", "de"},
    {"deutsch", "de"},
    {"allemand", "de"},
    {"alemán", "de"},
    {"ngerman", "de"},
    {"portuguese", "pt"},
    {"português", "pt"},
    {"portugais", "pt"},
    {"italian", "it"},
    {"italiano", "it"},
    {"dutch", "nl"},
    {"nederlands", "nl"},
    {"korean", "ko"},
    {"한국어", "ko"},
    {"japanese", "ja"},
    {"日本語", "ja"},
    {"chinese", "zh"},
    {"russian", "ru"},
    {"arabic", "ar"},
    {"turkish", "tr"},
    {"polish", "pl"},
    {"swedish", "sv"},
    {"danish", "da"},
    {"norwegian", "no"},
    {"finnish", "fi"},
    {"greek", "el"},
    {"czech", "cs"},
    {"hungarian", "hu"},
    {"romanian", "ro"},
    {"ukrainian", "uk"},
    {"american", "en"},
    {"british", "en"},
    {"catalan", "ca"},
    {"basque", "eu"},
    {"vietnamese", "vi"},
};

/* Languages that cannot be distinguished by short texts. */
static const char *const close[] = {" da nb nn no sv ", " hr sr bs sh sl ", " id ms ",    " cs sk ",
                                    " es gl pt ca it ", " ru uk be bg mk ", " hi mr ne ", " fa ar ur ps "};

static size_t primary_length(sse_str tag) {
  size_t length = 0;
  while (length < tag.length && tag.data[length] != '-' && tag.data[length] != '_')
    length++;
  return length;
}

void language_normalise(sse_str written, sse_buffer *tag) {
  static const char small[] = "abcdefghijklmnopqrstuvwxyz";
  sse_str text = sse_str_trim(written);
  size_t end = 0;
  while (end < text.length && !strchr(",;.", text.data[end])) /* fr_FR.UTF-8; the first of several */
    end++;
  text.length = end;
  size_t primary = primary_length(text), start = tag->length;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (!sse_str_is(sse_str_part(text, 0, primary), known[i].written)) continue;
    sse_buffer_append_text(tag, known[i].tag);
    break;
  }
  if (tag->length == start) {
    for (size_t i = 0; i < primary; i++) {
      bool is_upper = sse_is_upper(text.data[i]);
      sse_buffer_append(tag, is_upper ? &small[text.data[i] - 'A'] : &text.data[i], 1);
    }
  }
  for (size_t i = primary; i < text.length; i++)
    sse_buffer_append(tag, text.data[i] == '_' ? "-" : text.data + i, 1);
}

bool language_is_code(sse_str text) {
  if (text.length != 2 || !sse_is_lower(text.data[0])) return false;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (memcmp(text.data, known[i].tag, 2) == 0) return true;
  return text_language_of(text) != TEXT_NO_LANGUAGE;
}

static bool is_in(const char *group, sse_str tag) {
  for (const char *at = group; (at = strchr(at, ' ')) && at[1]; at++)
    if (strncasecmp(at + 1, tag.data, tag.length) == 0 && at[1 + tag.length] == ' ') return true;
  return false;
}

/* Returns true for a text mostly of non-Latin letters. */
static bool is_other_script(sse_str text) {
  size_t latin = 0, others = 0;
  for (size_t i = 0; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.data[i];
    latin += sse_is_letter(byte);
    others += byte >= 0xCE && byte <= 0xEF; /* the first bytes of Greek and of all scripts after it */
  }
  return others > latin;
}

/* Returns true for sentences. Lists of names, places or times consist of capitals and digits, and do not show
 * their language. */
static bool is_prose(sse_str text) {
  size_t words = 0, small = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (sse_is_space(text.data[i]) || (i > 0 && !sse_is_space(text.data[i - 1]))) continue;
    unsigned char byte = (unsigned char)text.data[i];
    words++;
    small += sse_is_lower(byte) || byte >= 0x80;
  }
  return small * 2 > words;
}

bool language_is_plain(sse_str text) {
  enum { ENOUGH = 200 }; /* bytes */
  return is_other_script(text) || (text.length >= ENOUGH && is_prose(text));
}

bool language_contradicts(sse_str said, sse_str detected) {
  sse_str a = sse_str_part(said, 0, primary_length(said));
  sse_str b = sse_str_part(detected, 0, primary_length(detected));
  if (b.length == 0 || (a.length == b.length && strncasecmp(a.data, b.data, a.length) == 0)) return false;
  for (size_t i = 0; i < sizeof close / sizeof *close; i++)
    if (is_in(close[i], a) && is_in(close[i], b)) return false;
  return true;
}
