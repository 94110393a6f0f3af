/* Feeds any bytes to thesaurus/ as a SKOS file.
 * A compiled thesaurus can be queried for all it contains. Built and run by scripts/fuzz. */
#include "thesaurus/thesaurus.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#define FOLDER "build/fuzz/"

static sse_status take_phrase(void *context, sse_str phrase, sse_error *err) {
  (void)context, (void)phrase, (void)err;
  return SSE_OK;
}

static sse_status take_label(void *context, const thesaurus_label *label, sse_error *err) {
  size_t *count = context;
  (void)err;
  if (label->text.length > THESAURUS_LABEL_MOST) abort();
  (*count)++;
  return SSE_OK;
}

/* Looks up concepts by a name that some have. */
static void ask(thesaurus_db *opened, text_analyser *analyser, const char *name) {
  thesaurus_found found;
  sse_error err;
  bool cut;
  if (thesaurus_each_synonym(opened, analyser, sse_str_of(name), NULL, take_phrase, &err)) abort();
  if (thesaurus_find(opened, analyser, sse_str_of(name), true, &found, &err)) abort();
  for (size_t i = 0; i < found.count; i++) {
    size_t count = 0;
    if (thesaurus_each_below(opened, found.concepts[i], 100, &cut, &count, take_label, &err)) abort();
    if (count > 100 || thesaurus_each_label(opened, found.concepts[i], &count, take_label, &err)) abort();
  }
}

/* libraptor2 (2.0.15) leaks some of what it cannot parse; the program that reads a thesaurus exits then. */
const char *__lsan_default_suppressions(void); /* NOLINT: the sanitizer's name */

const char *__lsan_default_suppressions(void) { /* NOLINT */
  return "leak:libraptor2";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static text_analyser *analyser;
  thesaurus_db *opened = NULL;
  sse_error err;
  if (!analyser && text_analyser_new(&analyser, &err)) abort();
  FILE *file = fopen(FOLDER "thesaurus.rdf", "wb");
  if (!file || fwrite(data, 1, size, file) != size || fclose(file) != 0) abort();
  (void)unlink(FOLDER "thesaurus.db"); /* start without one */
  if (thesaurus_compile(FOLDER "thesaurus.rdf", FOLDER "thesaurus.db", "stamp", &err)) {
    if (err.status == SSE_OK || err.message[0] == '\0') abort();
    return 0;
  }
  if (thesaurus_open_compiled(FOLDER "thesaurus.db", "stamp", &opened, &err)) abort();
  ask(opened, analyser, "finance");
  ask(opened, analyser, "coopératives");
  ask(opened, analyser, "a");
  thesaurus_close(opened);
  return 0;
}
