/* The languages that people are spoken to in: who gets which, and how each of them writes numbers and dates.
 * What is said in them is the catalogue's, messages.h.
 * Nothing here asks the C library's locale. */
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

/* The language for who sends that Accept-Language (RFC 9110, 12.5.4), or has that locale, as LC_ALL names it
 * (POSIX, 8.2: fr_CA.UTF-8). English by default, and for NULL. */
messages_language messages_choose(const char *accept);
messages_language messages_of_locale(const char *locale);
/* The language that a tag looks up (RFC 4647, 3.4): "fr", "FR", "pt-BR"; false for one that is not ours, or
 * is not a tag. */
bool languages_find(const char *tag, messages_language *language);

const char *messages_tag(messages_language language);
/* What ends a sentence, with the space before another one. */
const char *languages_stop(messages_language language);
/* Writes ` lang="fr" dir="ltr"`, for text of ours within that of an item. */
void languages_put_attributes(FILE *out, messages_language language);
/* Writes <html> with its language and, where that is written from right to left, its direction. */
void languages_put_html(FILE *out, messages_language language);

/* The name of a language in itself, by its tag, with the rest of that such as a country: Português (BR). The
 * tag where it is not known. May be written into `name`, which lasts as long then. */
enum { LANGUAGES_NAME_SIZE = 128 };
const char *messages_language_name(const char *tag, char name[LANGUAGES_NAME_SIZE]);

/* ---- Numbers and dates (Unicode CLDR 48) ---------------------------------------------------------- */

/* How many forms a text has that counts, and which of them, from 0 on, a number has: those of CLDR's plural
 * rules, in the order zero, one, two, few, many, other, as far as the language has them for whole numbers. */
unsigned languages_forms(messages_language language);
unsigned languages_form(messages_language language, size_t count);

enum { LANGUAGES_NUMBER_SIZE = 48 };

/* Writes a number with its digits in groups: 12,345; gives `out`. */
const char *languages_number(messages_language language, size_t number, char out[LANGUAGES_NUMBER_SIZE]);

/* Writes a date in long form: 25 July 2023, July 2023, 2023; nothing for one without a year. Nothing in it
 * needs to be escaped in HTML. */
void languages_put_date(FILE *out, messages_language language, sse_date date);

#endif
