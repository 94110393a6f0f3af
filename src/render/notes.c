/* Notes on a query, and on the parameters of a request, in each language: a table from codes to messages.
 * A code that is not in the table, for example from a later version of the search, is shown in its own
 * English text. Values are put in place of {1}, {2} and {3}. */
#include "render/render.h"

#include <stdlib.h>
#include <string.h>

static const struct {
  const char *code;
  messages_id text;
} table[] = {
    {"too-long", MESSAGE_NOTE_TOO_LONG},
    {"empty-word", MESSAGE_NOTE_EMPTY_WORD},
    {"unknown-field", MESSAGE_NOTE_UNKNOWN_FIELD},
    {"empty-operator", MESSAGE_NOTE_EMPTY_OPERATOR},
    {"empty-field", MESSAGE_NOTE_EMPTY_FIELD},
    {"exact-star", MESSAGE_NOTE_EXACT_STAR},
    {"too-deep", MESSAGE_NOTE_TOO_DEEP},
    {"unclosed-parenthesis", MESSAGE_NOTE_UNCLOSED_PARENTHESIS},
    {"unopened-parenthesis", MESSAGE_NOTE_UNOPENED_PARENTHESIS},
    {"unclosed-quote", MESSAGE_NOTE_UNCLOSED_QUOTE},
    {"phrases-not-required", MESSAGE_NOTE_PHRASES_NOT_REQUIRED},
    {"pattern-unspaced", MESSAGE_NOTE_PATTERN_UNSPACED},
    {"pattern-cut", MESSAGE_NOTE_PATTERN_CUT},
    {"date-offered", MESSAGE_NOTE_DATE_OFFERED},
    {"unknown-value", MESSAGE_NOTE_UNKNOWN_VALUE},
    {"unreadable-date", MESSAGE_NOTE_UNREADABLE_DATE},
    {"reversed-dates", MESSAGE_NOTE_REVERSED_DATES},
    {"unreadable-filter", MESSAGE_NOTE_UNREADABLE_FILTER},
    {"unknown-saved", MESSAGE_NOTE_UNKNOWN_SAVED},
    {"saved-circle", MESSAGE_NOTE_SAVED_CIRCLE},
    {"saved-too-deep", MESSAGE_NOTE_SAVED_TOO_DEEP},
    {"saved-too-large", MESSAGE_NOTE_SAVED_TOO_LARGE},
    {"no-thesaurus", MESSAGE_NOTE_NO_THESAURUS},
    {"unknown-concept", MESSAGE_NOTE_UNKNOWN_CONCEPT},
    {"narrower-cut", MESSAGE_NOTE_NARROWER_CUT},
    {"given-twice", MESSAGE_FAULT_GIVEN_TWICE},
    {"too-many-values", MESSAGE_FAULT_VALUES},
    {"too-many-characters", MESSAGE_FAULT_CHARACTERS},
    {"not-a-number", MESSAGE_FAULT_NUMBER},
    {"not-a-choice", MESSAGE_FAULT_CHOICE},
    {"not-a-date", MESSAGE_FAULT_DATE},
    {"not-a-parameter", MESSAGE_FAULT_PARAMETER},
};

static const char *text_of(const char *code, messages_language language) {
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (strcmp(code, table[i].code) == 0) return messages_of(language, table[i].text);
  return NULL;
}

/* Writes the value with this number, from 1; nothing if there are fewer. If memory is short, it is left
 * out. */
static void put_value(FILE *out, const char *values, char number) {
  sse_str value;
  size_t position = 0;
  for (char i = '1'; sse_str_next(sse_str_of(values), '\n', &position, &value); i++) {
    char *copy = i == number ? sse_copy(value) : NULL;
    if (copy) render_escaped(out, copy);
    free(copy);
  }
}

/* The stream's error flag records failures. */
void render_note(FILE *out, const query_note *note, messages_language language) {
  const char *text = text_of(note->code, language);
  if (!text) {
    (void)fprintf(out, "<span lang=\"%s\" dir=\"ltr\">", messages_tag(MESSAGES_EN));
    render_escaped(out, note->text);
    (void)fputs("</span>", out);
    return;
  }
  for (const char *at = text; *at;) {
    size_t plain = strcspn(at, "{");
    (void)fwrite(at, 1, plain, out);
    at += plain;
    if (!*at) break;
    (void)fputs("<bdi>", out); /* what was typed may run in the other direction */
    put_value(out, note->values, at[1]);
    (void)fputs("</bdi>", out);
    at += sizeof "{1}" - 1;
  }
}
