/* A thesaurus: concepts with labels in several languages, and their narrower concepts, as in SKOS
 * (https://www.w3.org/TR/skos-reference/). A separate program compiles it once to a small SQLite database,
 * which is cached; queries read from that only what they need. */
#ifndef SSE_THESAURUS_THESAURUS_H
#define SSE_THESAURUS_THESAURUS_H

#include "base/buffer.h"
#include "base/status.h"
#include "text/text.h"

#include <stdbool.h>
#include <stdint.h>

enum {
  THESAURUS_BYTES_MOST = 256 * 1024 * 1024, /* of the file */
  THESAURUS_STATEMENTS_MOST = 20000000,
  THESAURUS_LABEL_MOST = 1000, /* bytes */
  THESAURUS_WORDS_MOST = 12,   /* in a label that is looked up as a whole */
  THESAURUS_FOUND_MOST = 100   /* concepts per name */
};

/* The program that thesaurus_open runs, and its exit codes on failure: the file is at fault, or something
 * else. */
#define THESAURUS_COMPILER "ssesearch-skos"
enum { THESAURUS_EXIT_INVALID = 2, THESAURUS_EXIT_FAILED = 3 };

/* The relation of a label to its concept. */
typedef enum thesaurus_kind {
  THESAURUS_PREFERRED,
  THESAURUS_ALTERNATIVE,
  THESAURUS_HIDDEN /* used for searching but never shown: a misspelling */
} thesaurus_kind;

/* An open thesaurus; for one thread at a time. */
typedef struct thesaurus_db thesaurus_db;

/* Opens the SKOS file `path`, in Turtle, N-Triples or RDF/XML. It is compiled if it has changed since it last
 * was; the compiled form is cached in $XDG_CACHE_HOME/ssesearch or, if that cannot be written, lasts for this
 * run only. The caller closes `*opened`. Errors: SSE_NOT_FOUND, SSE_DENIED; SSE_INVALID with the line if it
 * is not such a file; SSE_TOO_LARGE; SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status thesaurus_open(const char *path, thesaurus_db **opened, sse_error *err);
void thesaurus_close(thesaurus_db *opened); /* NULL is allowed */

/* Compiles the SKOS file `path` to a new database in the empty or missing file `to`, and records `stamp` in
 * it. Nothing is fetched. Only this function needs libraptor2, whose libraries take as long to load as many
 * searches take; so only the program that thesaurus_open runs calls it. Errors: as above; `to` may then be
 * partly written. */
sse_status thesaurus_compile(const char *path, const char *to, const char *stamp, sse_error *err);

/* Opens what thesaurus_compile wrote. SSE_NOT_FOUND if its stamp is not `stamp`. */
sse_status thesaurus_open_compiled(const char *path, const char *stamp, thesaurus_db **opened,
                                   sse_error *err);

/* The number of words in the longest label that can be looked up; 0 for NULL. */
size_t thesaurus_longest(const thesaurus_db *opened);

/* Calls `on_synonym` with the other labels of each concept that has the label `key`. Labels and key are
 * written forms of words, separated by spaces, as text_synonyms_each takes them. If no label is written
 * exactly like a key of several words, labels with other forms of these words match. Qualifiers (in
 * parentheses, at the end) are left out of the synonyms. `opened` may be NULL, which has none. Errors: those
 * of on_synonym, SSE_DATABASE, SSE_NO_MEMORY. */
sse_status thesaurus_each_synonym(thesaurus_db *opened, text_analyser *analyser, sse_str key, void *context,
                                  text_synonym_fn *on_synonym, sse_error *err);

/* The concepts that a name denotes. */
typedef struct thesaurus_found {
  int64_t concepts[THESAURUS_FOUND_MOST];
  size_t count;
  bool is_cut; /* there are more */
} thesaurus_found;

/* Finds the concepts with the label `name`, compared folded. If there are none, finds those whose label has
 * other forms of its words (cooperative, cooperatives) and, if still none and `inside` is set, those with
 * labels that contain it. */
sse_status thesaurus_find(thesaurus_db *opened, text_analyser *analyser, sse_str name, bool inside,
                          thesaurus_found *found, sse_error *err);

/* A label; text is borrowed for the call. */
typedef struct thesaurus_label {
  thesaurus_kind kind;
  sse_str lang; /* a BCP 47 tag; empty for none */
  sse_str text;
} thesaurus_label;

typedef sse_status thesaurus_label_fn(void *context, const thesaurus_label *label, sse_error *err);

/* The labels of a concept that may be shown, sorted by language, kind and text. */
sse_status thesaurus_each_label(thesaurus_db *opened, int64_t concept, void *context,
                                thesaurus_label_fn *on_label, sse_error *err);

/* The labels of a concept and of all its narrower concepts, at any depth, hidden ones included. Each folded
 * form comes once, without its qualifier; the concept's own labels come first. Cycles are harmless. At most
 * `most` labels; `*is_cut` is set if there are more. */
sse_status thesaurus_each_below(thesaurus_db *opened, int64_t concept, size_t most, bool *is_cut,
                                void *context, thesaurus_label_fn *on_label, sse_error *err);

typedef sse_status thesaurus_concept_fn(void *context, int64_t concept, sse_error *err);

/* The concepts one step narrower, or broader, than a concept. */
sse_status thesaurus_each_neighbour(thesaurus_db *opened, int64_t concept, bool narrower, void *context,
                                    thesaurus_concept_fn *on_concept, sse_error *err);

/* Appends the identifier of a concept. */
sse_status thesaurus_append_uri(thesaurus_db *opened, int64_t concept, sse_buffer *uri, sse_error *err);

/* Appends a name for a concept: its preferred label in `lang`, else in English, else in any language; its
 * identifier if it has no label. */
sse_status thesaurus_append_name(thesaurus_db *opened, int64_t concept, const char *lang, sse_buffer *name,
                                 sse_error *err);

#endif
