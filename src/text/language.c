/* Languages by their tags, and tags of languages.
 * A tag that is more specific than a language, such as pt-BR, gives that language.
 * stem.c finds out whether a language has stems. */
#include "text/language.h"

#include <string.h>

/* ISO 639-1 codes under which libstemmer knows its algorithms, and vi, which needs no stems. A text_language
 * is an index into this array; the first entry is TEXT_NO_LANGUAGE. */
static const char *const languages[] = {"",   "ar", "ca", "da", "de", "el", "en", "es", "eu", "fi",
                                        "fr", "ga", "hi", "hu", "hy", "id", "it", "lt", "ne", "nl",
                                        "no", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "vi", "yi"};

_Static_assert(sizeof languages / sizeof *languages == LANGUAGE_COUNT, "as many as language.h says");

bool text_is_language_tag(sse_str tag) {
  enum { TAG_LONGEST = 35, SUBTAG_LONGEST = 8 };
  size_t subtag = 0;
  bool first = true;
  if (tag.length > TAG_LONGEST) return false;
  for (size_t i = 0; i < tag.length; i++) {
    bool is_hyphen = tag.data[i] == '-', is_letter = sse_is_letter(tag.data[i]);
    if (is_hyphen ? subtag == 0 : !is_letter && (first || !sse_is_digit(tag.data[i]))) return false;
    if (is_hyphen) first = false;
    subtag = is_hyphen ? 0 : subtag + 1;
    if (subtag > SUBTAG_LONGEST) return false;
  }
  return subtag > 0;
}

text_language text_language_of(sse_str tag) {
  char code[2];
  if (tag.length < 2 || (tag.length > 2 && tag.data[2] != '-' && tag.data[2] != '_')) return TEXT_NO_LANGUAGE;
  for (int i = 0; i < 2; i++)
    code[i] = sse_lower(tag.data[i]);
  if (code[0] == 'n' && (code[1] == 'b' || code[1] == 'n')) code[1] = 'o'; /* Bokmål and Nynorsk */
  for (size_t i = 1; i < LANGUAGE_COUNT; i++)
    if (memcmp(languages[i], code, 2) == 0) return (text_language)i;
  return TEXT_NO_LANGUAGE;
}

const char *text_language_tag(text_language language) {
  return language < LANGUAGE_COUNT ? languages[language] : "";
}
