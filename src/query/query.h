/* The query language: what a person typed as a tree, and the tree as words, their variants and synonyms.
 * read.c takes the tree to words, compile.c words to FTS5 expressions, groups.c finds synonyms, grammar.c
 * words that do not count, constraint.c what an item has to satisfy besides. Nothing of ranking is here. */
#ifndef SSE_QUERY_QUERY_H
#define SSE_QUERY_QUERY_H

#include "index/index.h"
#include "query/item_set.h"
#include "query/notes.h"
#include "query/syntax.h"
#include "text/text.h"
#include "thesaurus/thesaurus.h"

/* Whether the words that a prefix stands for are variants of their own, after it. */
enum query_listed {
  QUERY_UNLISTED,
  QUERY_LISTED_SOME, /* the most frequent ones; query_find_rest has the others */
  QUERY_LISTED_ALL   /* so nothing else has to be looked for */
};

/* A variant of a word: one way in which an index may hold it, as terms that stand one after the other. */
struct query_variant {
  size_t start, length; /* its terms, with spaces between them, in query.phrases */
  bool is_prefix;       /* the term needs only to begin so */
  bool is_compound;     /* of which the word is a part */
  bool is_derived;      /* not as it was typed: of the same stem, with another spacing */
  unsigned char listed; /* a query_listed: of a prefix, the first variant of its word */
  signed char column;   /* of the index that it has to stand in; -1 for any */
};

/* A word, or a phrase in quotes: any of its variants will do. */
struct query_word {
  size_t first_variant, variant_count;
  bool is_exact;    /* asked for as it is written */
  bool is_name;     /* typed in capital letters, so no word of grammar */
  bool is_capital;  /* typed with a capital letter at its beginning, in a query that has small ones */
  bool is_optional; /* adds to the score of items that match without it */
  bool is_must;     /* an item without it is never a hit, though hardly any has all words */
  bool is_grammar;  /* does not count beside others */
  size_t typed, typed_length; /* as typed, but for case, in query.typed; 0 where that is its first variant */
  size_t start;               /* byte of the text it was read in, where it stands */
  size_t whole; /* number of a run that it is: without spaces, or a chain with hyphens; 0 for none */
  size_t run;   /* of which it is a part; 0 for none */
  bool is_pair; /* such a part: two signs, of which the second is the first of the next part */
  bool first_counts, second_counts; /* of a pair: the sign is in no word of grammar */
  size_t sequence;                  /* words of one stand next to each other */
};

/* A term group: a word, or words next to each other that have synonyms as a whole, with their variants and
 * those synonyms, all of which score as one. */
struct query_group {
  size_t first_word, word_count;
  size_t first_synonym, synonym_count; /* variants */
  size_t times;                        /* that it was typed */
  bool is_optional, is_must;           /* as its words */
  size_t run;
  bool is_pair, first_counts, second_counts; /* as its word */
  size_t first_part, part_count; /* term groups that are its parts; all of them do instead of the whole */
  bool overlaps; /* those are pairs of signs: each sign that counts has to be in one of them */
};

enum {
  QUERY_TOO_FEW = 5,       /* items: fewer than this are hardly any */
  QUERY_PREFIX_MOST = 32,  /* words that a prefix stands for are variants of their own */
  QUERY_READ_MOST = 65536, /* words that are read of a query, of which */
  QUERY_WORDS_MOST = 256   /* different ones count; the rest is passed over, and said to be */
};

/* Each list in the order in which it was typed. */
struct query {
  sse_buffer phrases, typed;
  struct query_variant *variants;
  size_t variant_count, variant_capacity;
  struct query_word *words; /* all that were read, words of grammar and repeated ones, too */
  size_t word_count, word_capacity;
  struct query_group groups[QUERY_WORDS_MOST]; /* what counts; their words are QUERY_WORDS_MOST together */
  size_t group_count;
  bool has_names;        /* typed in capitals */
  bool has_pairs;        /* parts of runs without spaces */
  bool has_musts;        /* term groups that an item has to have */
  bool has_citations;    /* phrases that an item need not have */
  bool has_alternatives; /* synonyms or parts */
  bool cut;              /* there were more words */
  syntax *tree;
  size_t *constraints; /* nodes of the tree that an item has to satisfy besides */
  size_t constraint_count, constraint_capacity;
};

/* Appends the query that is kept under a name; `*found` tells whether there is one. */
typedef sse_status query_saved_fn(void *context, const char *name, sse_buffer *query, bool *found,
                                  sse_error *err);

/* How a query is to be read. */
struct query_reading {
  text_analyser *analyser;
  text_languages languages;      /* that the index holds */
  text_language language;        /* of the query; none where it is not clear */
  const index_db *index;         /* whose words have the same stems; NULL for none */
  const text_synonyms *synonyms; /* NULL for none */
  thesaurus_db *thesaurus;       /* whose labels are synonyms, too; NULL for none */
  query_saved_fn *saved;         /* NULL where none are kept */
  void *saved_context;
  bool is_typing; /* the last word may go on */
};

/* Reads `text` (valid UTF-8), in the language of syntax.h: words in any of their variants, with their
 * synonyms; what is more than words, phrases and fields becomes a constraint, of which the words only add to
 * scores. Words of grammar (the, de la) do not count beside others; a word typed again counts more. What
 * stands in quotes, or after an =, is looked for as it is written. `query` is the caller's to reset, whatever
 * the result. Errors: SSE_NO_MEMORY. */
sse_status query_read(sse_str text, const struct query_reading *reading, struct query *query, sse_error *err);
/* The same for one node of a tree that is not a filter, as a query of its own. */
sse_status query_read_node(const syntax *tree, size_t node, const struct query_reading *reading,
                           struct query *query, sse_error *err);
void query_reset(struct query *query);

/* The word as it was typed, in small letters; none where that is its first variant. */
sse_str query_typed(const struct query *query, const struct query_word *word);

/* True where an item has to have the word for the term group: not for one of grammar beside others, as the of
 * in memorandum of understanding. */
bool query_word_counts(const struct query *query, const struct query_group *group, size_t which);

/* What the files of this room share. The first variant of a word is the written one. */
sse_str query_variant_phrase(const struct query *query, const struct query_variant *variant);
/* True where one of the `count` variants from `first` on is `phrase`. */
bool query_has_variant(const struct query *query, size_t first, size_t count, sse_str phrase);
sse_status query_add_variant(struct query *query, sse_str phrase, const struct query_variant *like,
                             sse_error *err);
/* The variant of a word that was typed. */
sse_str query_written(const struct query *query, size_t word);
/* True where an item has to have something of a part of a term group: of pairs of signs, by its first or its
 * `second` sign. `*other` is the part next to it that has that sign, too; else the part itself. */
bool query_part_counts(const struct query *query, const struct query_group *group, size_t part, bool second,
                       size_t *other);
/* Marks the words of grammar. Errors: those of the index, SSE_NO_MEMORY. */
sse_status query_mark_grammar(struct query *query, const struct query_reading *reading, sse_error *err);
/* How often items of some languages have a word, and how often those of others; items without a language are
 * not counted. The reading has an index. Errors: those of the index, SSE_NO_MEMORY. */
sse_status query_word_usage(const struct query_reading *reading, sse_str word, text_languages languages,
                            uint64_t *in, uint64_t *outside, sse_error *err);
/* Makes term groups of the words. `open` is what is being typed at the end; "" for nothing. */
sse_status query_make_groups(struct query *query, const struct query_reading *reading, sse_str open,
                             sse_error *err);
/* Adds the most frequent words that begin as the term group's one word does to its synonyms, if it is what is
 * being typed. Errors: those of the index, SSE_NO_MEMORY. */
sse_status query_add_beginnings(struct query *query, const struct query_reading *reading, sse_str open,
                                struct query_group *group, sse_error *err);

/* The column of the index in which a field's words are; -1 for any. */
int query_column_of(syntax_field field);

/* Appends the FTS5 expression of terms that stand one after the other, in a column (-1: any), the last of
 * which needs only to begin so where it is a prefix. */
void query_compile_phrase(int column, sse_str terms, bool is_prefix, sse_buffer *expression);

/* Appends the FTS5 expression of one variant. */
void query_compile_variant(const struct query *query, const struct query_variant *variant,
                           sse_buffer *expression);

/* Finds the list of a variant; one of no items for a variant that has none. It is the caller's to reset,
 * whatever the result. Errors: those of the index. */
sse_status query_variant_list(const struct query *query, const struct query_variant *variant,
                              index_ranking *ranking, index_list *list, sse_error *err);

/* Adds the items that have one of the words a prefix stands for, whose variant is given. Errors: those of the
 * index, SSE_NO_MEMORY. */
sse_status query_find_rest(const struct query *query, const struct query_variant *variant,
                           const index_db *index, item_set *set, sse_error *err);

/* Notes the filter that a person may mean whose words name a month or a day: date:2015-03 for March 2015. */
void query_offer_dates(const syntax *tree, query_notes *notes);

/* True for a date as filters take it: 2023, 2023-07, 2023-07-25, -30d. */
bool query_is_date(const char *text);
/* True for the same, or a range of them such as 2023-06..2023-08, as the filter date: takes it. */
bool query_is_range(const char *text);

/* Appends a field's value in quotes, `before` (= or nothing) before it, with quotation marks of its own
 * twice. */
void query_append_quoted(sse_buffer *query, const char *before, const char *value);
/* Appends a filter, such as source:"=ILO", to others. */
void query_add_filter(sse_buffer *filters, const char *field, const char *before, const char *value);

/* Reads the synonyms in the file `path`, or those that ship with the program where it is NULL. `*synonyms` is
 * the caller's to free with text_synonyms_free. Errors: what sse_lines_open gives, SSE_INVALID,
 * SSE_NO_MEMORY. */
sse_status query_synonyms(const index_db *index, const char *path, text_synonyms **synonyms, sse_error *err);

#endif
