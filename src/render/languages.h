/* The languages of the user interface: how one is chosen, and how each writes numbers and dates.
 * The texts themselves are in the catalogue, messages.h.
 * Nothing here depends on the C library's locale. */
#ifndef SSE_RENDER_LANGUAGES_H
#define SSE_RENDER_LANGUAGES_H

#include "base/date.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef enum messages_language {
  MESSAGES_EN,
  MESSAGES_FR,
  MESSAGES_ES,
  MESSAGES_PT,
  MESSAGES_DE,
  MESSAGES_KO,
  MESSAGES_JA,
  MESSAGES_AR,
  MESSAGES_LANGUAGES
} messages_language;

/* The language for an Accept-Language header (RFC 9110, 12.5.4), and for a locale as in LC_ALL (POSIX, 8.2:
 * fr_CA.UTF-8). English by default, and for NULL. */
messages_language messages_choose(const char *accept);
messages_language messages_of_locale(const char *locale);
/* Looks up the language of a tag (RFC 4647, 3.4): "fr", "FR", "pt-BR"; false if there is no such language
 * here, or it is not a tag. */
bool languages_find(const char *tag, messages_language *language);

const char *messages_tag(messages_language language);
/* The end of a sentence, with the space before the next one. */
const char *languages_stop(messages_language language);
/* Writes ` lang="fr" dir="ltr"`, for interface text inside that of an item. */
void languages_put_attributes(FILE *out, messages_language language);
/* Writes <html> with its language and, for languages written from right to left, its direction. */
void languages_put_html(FILE *out, messages_language language);

/* The name of a language in that language, by its tag, with any country or other subtags: Português (BR). The
 * tag itself if the language is not known. The result may point into `name`. */
enum { LANGUAGES_NAME_SIZE = 128 };
const char *messages_language_name(const char *tag, char name[LANGUAGES_NAME_SIZE]);

/* ---- Numbers and dates (Unicode CLDR 48) ---------------------------------------------------------- */

/* The number of plural forms in a language, and the form, from 0, for a number: the categories of CLDR's
 * plural rules in the order zero, one, two, few, many, other, as far as the language uses them for whole
 * numbers. */
unsigned languages_forms(messages_language language);
unsigned languages_form(messages_language language, size_t count);

enum { LANGUAGES_NUMBER_SIZE = 48 };

/* Writes a number with grouped digits: 12,345; returns `out`. */
const char *languages_number(messages_language language, size_t number, char out[LANGUAGES_NUMBER_SIZE]);

/* Writes a date in long form: 25 July 2023, July 2023, 2023; nothing if it has no year. The result needs no
 * escaping in HTML. */
void languages_put_date(FILE *out, messages_language language, sse_date date);

#endif
