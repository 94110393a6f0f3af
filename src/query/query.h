/* The query language: typed text as a tree, and the tree as words, their variants and synonyms. read.c turns
 * the tree into words, compile.c words into FTS5 expressions, groups.c finds synonyms, grammar.c stop words,
 * and constraint.c the conditions on items. Ranking is elsewhere. */
#ifndef SSE_QUERY_QUERY_H
#define SSE_QUERY_QUERY_H

#include "index/index.h"
#include "query/item_set.h"
#include "query/notes.h"
#include "query/syntax.h"
#include "text/text.h"
#include "thesaurus/thesaurus.h"

/* Whether the words with a prefix are listed as separate variants after it. */
enum query_listed {
  QUERY_UNLISTED,
  QUERY_LISTED_SOME, /* the most frequent ones; query_find_rest has the others */
  QUERY_LISTED_ALL   /* so nothing else must be searched for */
};

/* A variant of a word: one way in which an index may hold it, as consecutive terms. */
struct query_variant {
  size_t start, length; /* its terms, separated by spaces, in query.phrases */
  bool is_prefix;       /* the last term is a prefix */
  bool is_compound;     /* a compound that contains the word */
  bool is_derived;      /* not as it was typed, but with the same stem or other spacing */
  unsigned char listed; /* a query_listed, in the first variant of a prefix */
  signed char column;   /* of the index that it must occur in; -1 for any */
};

/* A word, or a phrase in quotes: any of its variants matches. */
struct query_word {
  size_t first_variant, variant_count;
  bool is_exact;    /* must match as it is written */
  bool is_name;     /* typed in capital letters, so not a stop word */
  bool is_capital;  /* typed with a capital letter at its beginning, in a query that also has small letters */
  bool is_optional; /* adds to the score, but items match without it */
  bool is_must;     /* required: an item without it is never a hit, even if hardly any item has all words */
  bool is_kept;     /* required by itself: counts even if it is a stop word */
  bool is_particle; /* joined to the word before it: a stop word even where that is required */
  bool is_grammar;  /* a stop word: does not count next to others */
  bool is_apart;    /* no word of the index begins with it and the next one together, as far as is known */
  size_t typed, typed_length; /* as typed, except case, in query.typed; 0 if that is the first variant */
  size_t start;               /* byte offset in the text it was read from */
  size_t whole;               /* number of the run that is this word as a whole; 0 for none */
  size_t run;                 /* number of the run that it is a part of; 0 for none */
  bool is_pair; /* such a part: two characters, of which the second is the first of the next part */
  bool first_counts, second_counts; /* of a pair: the character is in no stop word */
  size_t sequence;                  /* words with the same number are next to each other */
};

/* A term group: a word, or consecutive words that have synonyms as a whole, with their variants and those
 * synonyms, all of which score as one. */
struct query_group {
  size_t first_word, word_count;
  size_t first_synonym, synonym_count; /* variants */
  size_t times;                        /* the number of times it was typed */
  bool is_optional, is_must;           /* as for its words */
  size_t run;
  bool is_pair, first_counts, second_counts; /* as for its word */
  size_t first_part, part_count; /* the term groups of its parts, which together match like the whole */
  bool overlaps;                 /* the parts are pairs: each character that counts must be in one of them */
};

enum {
  QUERY_TOO_FEW = 5,       /* items: fewer than this are hardly any */
  QUERY_PREFIX_MOST = 32,  /* maximum number of words with a prefix that become variants */
  QUERY_READ_MOST = 65536, /* maximum number of words read from a query */
  QUERY_WORDS_MOST = 256   /* maximum number of different words that count; the rest is ignored */
};

/* Each list is in the order in which things were typed. */
struct query {
  sse_buffer phrases, typed;
  struct query_variant *variants;
  size_t variant_count, variant_capacity;
  struct query_word *words; /* all that were read, including stop words and repeated words */
  size_t word_count, word_capacity;
  struct query_group groups[QUERY_WORDS_MOST]; /* what counts; at most QUERY_WORDS_MOST words together */
  size_t group_count;
  bool has_names;        /* words typed in capitals */
  bool has_pairs;        /* parts of dense runs */
  bool has_musts;        /* term groups that are required */
  bool has_citations;    /* phrases that are not required */
  bool has_alternatives; /* synonyms or parts */
  bool cut;              /* there were more words than count */
  syntax *tree;
  size_t *constraints; /* nodes of the tree that are conditions on items */
  size_t constraint_count, constraint_capacity;
};

/* Appends the query that is saved under a name; sets `*found` if there is one. */
typedef sse_status query_saved_fn(void *context, const char *name, sse_buffer *query, bool *found,
                                  sse_error *err);

/* How a query is read. */
struct query_reading {
  text_analyser *analyser;
  text_languages languages;      /* of the index's items */
  text_language language;        /* of the query; TEXT_NO_LANGUAGE if that is not clear */
  const index_db *index;         /* for words with the same stem; NULL for none */
  const text_synonyms *synonyms; /* NULL for none */
  thesaurus_db *thesaurus;       /* its labels are synonyms, too; NULL for none */
  query_saved_fn *saved;         /* NULL if there are no saved searches */
  void *saved_context;
  bool is_typing; /* the last word may be incomplete */
};

/* Reads `text` (valid UTF-8), in the language of syntax.h: words in any of their variants, with their
 * synonyms. Anything beyond words, phrases and fields becomes a constraint, whose words only add to scores.
 * Stop words (the, de la) do not count next to others; a repeated word counts more. Words in quotes or after
 * an = match as they are written. The caller resets `query`, whatever the result. Errors: those of the index,
 * the thesaurus and `saved`, SSE_NO_MEMORY. */
sse_status query_read(sse_str text, const struct query_reading *reading, struct query *query, sse_error *err);
/* The same for one node of a tree that is not a filter, read as a separate query. */
sse_status query_read_node(const syntax *tree, size_t node, const struct query_reading *reading,
                           struct query *query, sse_error *err);
void query_reset(struct query *query);

/* The word as it was typed, in small letters; empty if that is its first variant. */
sse_str query_typed(const struct query *query, const struct query_word *word);

/* True if an item must have the word to match the term group: not for a stop word next to others, like the of
 * in memorandum of understanding. */
bool query_word_counts(const struct query *query, const struct query_group *group, size_t which);

/* Functions shared by the files of this room. The first variant of a word is the written one. */
sse_str query_variant_phrase(const struct query *query, const struct query_variant *variant);
/* True if one of the `count` variants from `first` on is `phrase`. */
bool query_has_variant(const struct query *query, size_t first, size_t count, sse_str phrase);
sse_status query_add_variant(struct query *query, sse_str phrase, const struct query_variant *like,
                             sse_error *err);
/* The variant of a word that was typed. */
sse_str query_written(const struct query *query, size_t word);
/* True if an item must match a part of a term group: for pairs, by its first or, if `second`, its second
 * character. `*other` is the neighbouring part that shares that character, or else the part itself. */
bool query_part_counts(const struct query *query, const struct query_group *group, size_t part, bool second,
                       size_t *other);
/* Marks the stop words. Errors: those of the index, SSE_NO_MEMORY. */
sse_status query_mark_grammar(struct query *query, const struct query_reading *reading, sse_error *err);
/* How often items in `languages` have a word, and how often items in other languages do; items without a
 * language are not counted. The reading must have an index. Errors: those of the index, SSE_NO_MEMORY. */
sse_status query_word_usage(const struct query_reading *reading, sse_str word, text_languages languages,
                            uint64_t *in, uint64_t *outside, sse_error *err);
/* Makes term groups of the words. `open` is the word being typed at the end of the query; "" for none. */
sse_status query_make_groups(struct query *query, const struct query_reading *reading, sse_str open,
                             sse_error *err);
/* If the term group's only word is the one being typed, adds the most frequent words that begin with it to
 * its synonyms. Errors: those of the index, SSE_NO_MEMORY. */
sse_status query_add_beginnings(struct query *query, const struct query_reading *reading, sse_str open,
                                struct query_group *group, sse_error *err);

/* The column of the index that holds a field's words; -1 for any. */
int query_column_of(syntax_field field);

/* Appends the FTS5 expression of consecutive terms in a column (-1: any). If `is_prefix`, the last term is a
 * prefix. */
void query_compile_phrase(int column, sse_str terms, bool is_prefix, sse_buffer *expression);

/* Appends the FTS5 expression of one variant. */
void query_compile_variant(const struct query *query, const struct query_variant *variant,
                           sse_buffer *expression);

/* Finds the list of a variant; it has no items if there is none. The caller resets it, whatever the result.
 * Errors: those of the index. */
sse_status query_variant_list(const struct query *query, const struct query_variant *variant,
                              index_ranking *ranking, index_list *list, sse_error *err);

/* Adds to `set` the items that have one of the words with a prefix, which is given as a variant. Errors:
 * those of the index, SSE_NO_MEMORY. */
sse_status query_find_rest(const struct query *query, const struct query_variant *variant,
                           const index_db *index, item_set *set, sse_error *err);

/* Adds a note with a filter that may be meant if words name a month or a day: date:2015-03 for March 2015. */
void query_offer_dates(const syntax *tree, query_notes *notes);

/* True for a date as filters accept it: 2023, 2023-07, 2023-07-25, -30d. */
bool query_is_date(const char *text);
/* True for such a date, or a range such as 2023-06..2023-08, as the filter date: accepts it. */
bool query_is_range(const char *text);

/* Appends a field's value in quotes, with `before` (= or nothing) before it; quotation marks inside it are
 * doubled. */
void query_append_quoted(sse_buffer *query, const char *before, const char *value);
/* Appends a filter, such as source:"=ILO", to others. */
void query_add_filter(sse_buffer *filters, const char *field, const char *before, const char *value);

/* Reads the synonyms in the file `path`, or those that come with the program if it is NULL. The caller frees
 * `*synonyms` with text_synonyms_free. Errors: those of sse_lines_open, SSE_INVALID, SSE_NO_MEMORY. */
sse_status query_synonyms(const index_db *index, const char *path, text_synonyms **synonyms, sse_error *err);

#endif
