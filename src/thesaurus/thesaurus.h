/* A thesaurus: concepts with labels in several languages, and which of them are narrower than which, as SKOS
 * has them (https://www.w3.org/TR/skos-reference/). It is compiled once, by a program of its own, to a small
 * SQLite database that is kept; from that, what a query asks for is read when it asks. */
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
  THESAURUS_WORDS_MOST = 12,   /* of a label that is looked up as a whole */
  THESAURUS_FOUND_MOST = 100   /* concepts by one name */
};

/* The program that thesaurus_open runs, and how that exits where it fails: because of the file, or of
 * anything else. */
#define THESAURUS_COMPILER "ssesearch-skos"
enum { THESAURUS_EXIT_INVALID = 2, THESAURUS_EXIT_FAILED = 3 };

/* What a label is to its concept. */
typedef enum thesaurus_kind {
  THESAURUS_PREFERRED,
  THESAURUS_ALTERNATIVE,
  THESAURUS_HIDDEN /* finds and is found, and is not shown: a misspelling */
} thesaurus_kind;

/* An open thesaurus; for one thread at a time. */
typedef struct thesaurus_db thesaurus_db;

/* Opens the SKOS file `path`, in Turtle, N-Triples or RDF/XML. It is compiled where that was not done since
 * it changed; the compiled form is kept in $XDG_CACHE_HOME/ssesearch or, where that cannot be written, for
 * this run alone. `*opened` is the caller's to close. Errors: SSE_NOT_FOUND, SSE_DENIED; SSE_INVALID for what
 * is no such file, with its line; SSE_TOO_LARGE; SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status thesaurus_open(const char *path, thesaurus_db **opened, sse_error *err);
void thesaurus_close(thesaurus_db *opened); /* NULL is allowed */

/* Compiles the SKOS file `path` to a new database in the empty or missing file `to`, which `stamp` is noted
 * in. Nothing is fetched. This alone needs libraptor2, whose libraries take as long to load as many searches
 * do: so only the program that thesaurus_open runs calls it. Errors: as above; `to` may then be there in
 * part. */
sse_status thesaurus_compile(const char *path, const char *to, const char *stamp, sse_error *err);

/* Opens what thesaurus_compile made. With a `stamp` that is not its own, SSE_NOT_FOUND. */
sse_status thesaurus_open_compiled(const char *path, const char *stamp, thesaurus_db **opened,
                                   sse_error *err);

/* The words of the longest label that can be looked up; 0 for NULL. */
size_t thesaurus_longest(const thesaurus_db *opened);

/* Calls `on_synonym` with the other labels of each concept that has the label `key`: written forms of words
 * with spaces between, as text_synonyms_each takes them; of several words, in any of their forms where no
 * label is written so. A qualifier (in parentheses, at the end) is left out of what is found. NULL has none.
 * Errors: what on_synonym gives, SSE_DATABASE, SSE_NO_MEMORY. */
sse_status thesaurus_each_synonym(thesaurus_db *opened, text_analyser *analyser, sse_str key, void *context,
                                  text_synonym_fn *on_synonym, sse_error *err);

/* The concepts that a name stands for. */
typedef struct thesaurus_found {
  int64_t concepts[THESAURUS_FOUND_MOST];
  size_t count;
  bool is_cut; /* there are more */
} thesaurus_found;

/* Finds the concepts that have the label `name`, folded; where none has, those that have it in other forms of
 * its words (cooperative, cooperatives) and, with `inside`, those with labels that it is a part of. */
sse_status thesaurus_find(thesaurus_db *opened, text_analyser *analyser, sse_str name, bool inside,
                          thesaurus_found *found, sse_error *err);

/* A label; text is borrowed for the call. */
typedef struct thesaurus_label {
  thesaurus_kind kind;
  sse_str lang; /* a BCP 47 tag; empty for none */
  sse_str text;
} thesaurus_label;

typedef sse_status thesaurus_label_fn(void *context, const thesaurus_label *label, sse_error *err);

/* The labels that are shown of a concept, sorted by language and kind, then as text. */
sse_status thesaurus_each_label(thesaurus_db *opened, int64_t concept, void *context,
                                thesaurus_label_fn *on_label, sse_error *err);

/* Labels of a concept and of all that are narrower, in any number of steps, each once by how it is folded,
 * without their qualifiers, those of the concept first: hidden ones, too. Circles end. At most `most`;
 * `*is_cut` tells whether there are more. */
sse_status thesaurus_each_below(thesaurus_db *opened, int64_t concept, size_t most, bool *is_cut,
                                void *context, thesaurus_label_fn *on_label, sse_error *err);

typedef sse_status thesaurus_concept_fn(void *context, int64_t concept, sse_error *err);

/* The concepts that are one step narrower, or broader, than one. */
sse_status thesaurus_each_neighbour(thesaurus_db *opened, int64_t concept, bool narrower, void *context,
                                    thesaurus_concept_fn *on_concept, sse_error *err);

/* Appends the identifier of a concept. */
sse_status thesaurus_append_uri(thesaurus_db *opened, int64_t concept, sse_buffer *uri, sse_error *err);

/* Appends a name for a concept: its preferred label in `lang`, else in English, else in any language, else
 * its identifier. */
sse_status thesaurus_append_name(thesaurus_db *opened, int64_t concept, const char *lang, sse_buffer *name,
                                 sse_error *err);

#endif
