/* Results as a person or a script reads them: what the folder render/ offers to the programs.
 * Each function writes one whole answer to a stream. Whether the stream took it is for the caller to ask,
 * with fflush and ferror, once, at the end. */
#ifndef SSE_RENDER_H
#define SSE_RENDER_H

#include "index/index.h"
#include "render/messages.h"
#include "search/search.h"

#include <stdio.h>

typedef enum render_format {
  RENDER_TEXT,
  RENDER_JSON,
  RENDER_JSONL, /* an item a line */
  RENDER_CSV,
  RENDER_HTML,
  RENDER_ATOM,
  RENDER_TREC,
  RENDER_MAIL,
  RENDER_RIS,
  RENDER_BIBTEX,
  RENDER_CSL,
  RENDER_KWIC
} render_format;

/* Their names, in that order; NULL after the last. */
extern const char *const render_format_names[];

/* What a mail has that the results do not tell. */
typedef struct render_mail_head {
  const char *from, *to; /* addresses as RFC 5322 has them, in printable ASCII; NULL for none */
  const char *id;        /* that no other message has, without its angle brackets */
  const char *name;      /* of the saved search; NULL: the query names it */
  bool is_new;           /* the items are what is new */
  int64_t time;          /* seconds since 1970 */
} render_mail_head;

/* What highlights count in: code points, bytes of UTF-8, or units of UTF-16, as JavaScript has texts. */
typedef enum render_offsets { RENDER_CODE_POINTS, RENDER_BYTES, RENDER_UTF16 } render_offsets;

/* Their names, in that order; NULL after the last. */
extern const char *const render_offsets_names[];

typedef struct render_options {
  messages_language language; /* of what stands around the items */
  bool color;                 /* mark matches and headlines with terminal escape sequences */
  bool links;                 /* make headlines links, by OSC 8 */
  size_t width;               /* columns of a line of text; 0: lines are not broken */
  size_t offset;              /* of the first hit, for its number */
  const char *query_id;       /* for RENDER_TREC */
  const char *self;           /* address of a feed, NULL where it has none; */
  const char *page;           /* of the page with the same; NULL */
  const char *base; /* and what those of items' pages begin with, without a slash at the end; NULL */
  const char *title, *publisher; /* of a feed; NULL: the query, ssesearch */
  int64_t updated;               /* when a feed without entries was, in seconds since 1970; 0: not known */
  const char *fields;       /* of items that JSON has, as render_has_fields takes them; NULL or "": all */
  render_offsets offsets;   /* of JSON's highlights */
  const char *pre, *post;   /* what stands around matches in JSON's marked texts; NULL for no such texts */
  bool compact;             /* JSON without spaces */
  const char *facets;       /* names of those that JSON and tables have, one a line; NULL or "": all, */
  const char *facet_query;  /* with the values of which a word begins so; NULL: all, */
  size_t facet_limit;       /* and so many of each at the most; 0: all */
  const char *next;         /* where the list goes on, for JSON; NULL */
  const char *archive_link; /* a template, as render_is_archive_link has it; NULL for none */
  const render_mail_head *mail; /* for RENDER_MAIL */
} render_options;

/* Writes the concepts of a thesaurus that `name` stands for, with their labels by language, as text or JSON.
 * Errors: those of the thesaurus, SSE_NO_MEMORY. */
sse_status render_terms(FILE *out, render_format format, thesaurus_db *thesaurus, sse_str name,
                        const thesaurus_found *found, messages_language language, sse_error *err);

/* True for a format that has the facets of a search: the others have no place for them. */
bool render_holds_facets(render_format format);

/* True for one of those that has facets in place of items. */
bool render_facets_replace_items(render_format format);

/* True for a format that names the other items of a hit's story. */
bool render_names_stories(render_format format);

/* Writes results in a format. Errors: SSE_NO_MEMORY. */
sse_status render_results(FILE *out, render_format format, const search_results *results,
                          const render_options *options, sse_error *err);

/* For a terminal or a pipe: a block a hit, then a line that says how many there are and how long it took.
 * Control characters in what was indexed are shown as U+FFFD, so that no item can drive the terminal. */
void render_text(FILE *out, const search_results *results, const render_options *options);

/* Writes a note on a query for HTML, in words of a language. */
void render_note(FILE *out, const query_note *note, messages_language language);

/* Writes the other items of a hit's story for HTML, as a paragraph of links; nothing where there are none. */
void render_also_html(FILE *out, const search_hit *hit, messages_language language);

/* A line a match with the words around it, each match at the same column (keyword in context), and nothing
 * else but facets below; an item without matches has its headline. The matches are those of the texts shown:
 * for all of an item's, search with whole_texts. Without options->width a line has 80 columns. */
void render_kwic(FILE *out, const search_results *results, const render_options *options);

/* One JSON object, as the README documents it: query, total, total_is_exact, took_ms, relaxed?, items[]; or
 * an object an item, each on a line, or where there are facets an object a value of one: facet, value, hits,
 * items. Errors: SSE_NO_MEMORY, before that object was written. */
sse_status render_json(FILE *out, const search_results *results, const render_options *options,
                       sse_error *err);
sse_status render_jsonl(FILE *out, const search_results *results, const render_options *options,
                        sse_error *err);

/* True for the name of a facet. */
bool render_is_facet(sse_str name);

/* True where each name of a list with commas is one that items have in JSON; else `*unknown` is the first
 * that is not, a part of the list. An empty list has none. */
bool render_has_fields(const char *fields, sse_str *unknown);

/* An item whole, as search_item gives it: what the objects above have of it, and `text`. Errors:
 * SSE_NO_MEMORY, before anything was written. */
sse_status render_item_json(FILE *out, const search_hit *item, const render_options *options, sse_error *err);

/* The same for a person: its headline, a line for each field, and the text. */
void render_item_text(FILE *out, const search_hit *item, const render_options *options);

/* A table with a header line (RFC 4180), a line an item or, where there are facets, a value of one. What a
 * spreadsheet would take for a formula has a ' in front. Errors: SSE_NO_MEMORY. */
sse_status render_csv(FILE *out, const search_results *results, const render_options *options,
                      sse_error *err);

/* References for a library, of which sseindex reads the same headlines, authors, dates, publishers,
 * addresses, languages and tags again; the passage is the abstract. The key of an item is made of its id: the
 * same in each output, of ASCII, and no other item's. In a tag, a semicolon becomes a comma: it stands
 * between tags. Facets are a comment of BibTeX. Errors: SSE_NO_MEMORY. */
void render_ris(FILE *out, const search_results *results);
sse_status render_bibtex(FILE *out, const search_results *results, sse_error *err);
sse_status render_csl(FILE *out, const search_results *results, sse_error *err);

/* One reference as a person writes it: authors, headline, publisher, date in long form, address; for HTML
 * where that is asked for. An item without an address of the web has that of its page below `base`, as in
 * render_options. */
void render_citation(FILE *out, const search_hit *hit, const char *base, messages_language language,
                     bool is_html);
/* A reference that is not seen, for HTML: a ContextObject in a span (OpenURL COinS, ANSI/NISO Z39.88), by
 * which Zotero and its like take the item from a page, or a list. */
void render_coins(FILE *out, const search_hit *hit, const char *base);

/* A whole page. */
void render_html(FILE *out, const search_results *results, const render_options *options);
/* A feed (RFC 4287). With options->base it is one of a server: snippets are whole texts and become the
 * content of entries, which have links, ids that are nobody else's, and the times of the runs that changed
 * them. Without it, it is the same each time, whatever index has the items. Errors: SSE_NO_MEMORY. */
sse_status render_atom(FILE *out, const search_results *results, const render_options *options,
                       sse_error *err);
/* The same as a JSON Feed (1.1), of a server alone. Errors: SSE_NO_MEMORY, before anything was written. */
sse_status render_json_feed(FILE *out, const search_results *results, const render_options *options,
                            sse_error *err);

/* A message (RFC 5322) of a text and an HTML part, with lines that end in LF; nothing where there are neither
 * items nor, of a search for more than what is new, facets. Errors: SSE_NO_MEMORY, before anything was
 * written. */
sse_status render_mail(FILE *out, const search_results *results, const render_options *options,
                       sse_error *err);

/* Text (valid UTF-8) as HTML and XML take it, in attributes too; control characters are shown as U+FFFD. */
void render_escaped(FILE *out, const char *text);
/* The same for the value of a form's control, which is sent as it was: marks of direction stay, as numbers.
 */
void render_escaped_value(FILE *out, const char *text);
/* The same as HTML for a name, which may run another way than the text around it: it stands by itself, so
 * that signs at its ends stay there. */
void render_name(FILE *out, const char *name);
/* Text as HTML with its matches in <mark>. */
void render_marked(FILE *out, const search_text *shown);
/* The same with other marks, which are written as they are. */
void render_marked_with(FILE *out, const search_text *shown, const char *pre, const char *post);

/* Lines as trec_eval reads them: query, Q0, id, rank, score, name of the run. */
void render_trec(FILE *out, const search_results *results, const render_options *options);

/* What an index holds, in lines for a person or as one JSON object, in which the places it was read from are
 * `with_sources` alone: paths of the machine, and addresses, are not for the public, which gets it without
 * spaces. Errors: SSE_NO_MEMORY, before anything was written. */
void render_stats_text(FILE *out, const index_stats *stats);
sse_status render_stats_json(FILE *out, const index_stats *stats, bool with_sources, sse_error *err);

/* What a run did not take, a line a kind: "26 files passed over: 24 .pdf (needs ...), 2 .xyz (...)"; nothing
 * where there is nothing. */
void render_losses(FILE *out, const index_losses *losses);

/* ---- Items elsewhere ---------------------------------------------------------------------------- */

typedef enum render_export {
  RENDER_EXPORT_JSONL,           /* an item a line, as sseindex reads it back with all that is known of it */
  RENDER_EXPORT_CSV,             /* a table, as sseindex reads it back without that */
  RENDER_EXPORT_OPENSEARCH,      /* the body of POST /NAME/_bulk: an action and a document an item */
  RENDER_EXPORT_OPENSEARCH_INDEX /* the body of PUT /NAME, which comes before: render_opensearch_index */
} render_export;

/* Their names, in that order; NULL after the last. */
extern const char *const render_export_names[];

/* An item as a line of JSON that sseindex reads back as the same, without its provenance. Errors:
 * SSE_NO_MEMORY, before anything was written. */
sse_status render_item_line(FILE *out, const source_item *item, sse_error *err);

/* What stands before the first item in a format. */
void render_export_head(FILE *out, render_export format);
/* An item as index_export gives it. One that was withdrawn is in RENDER_EXPORT_JSONL alone. Errors:
 * SSE_NO_MEMORY. */
sse_status render_exported(FILE *out, render_export format, const source_item *item, sse_error *err);

/* The analyzers and the mapping for what RENDER_EXPORT_OPENSEARCH writes. Title and text have a subfield with
 * the analyzer of each of the languages; `synonyms` are rules as text_synonyms_new takes them, and mean the
 * same. Errors: SSE_NO_MEMORY, before anything was written. */
sse_status render_opensearch_index(FILE *out, const index_counts *languages, sse_str synonyms,
                                   sse_error *err);

/* ---- Pieces ------------------------------------------------------------------------------------- */

/* Appends tags, which are one a line, with commas between them; nothing for NULL. */
void render_append_tags(const char *tags, sse_buffer *out);

/* The template of the address of an archived copy: an http or https address in which {url} stands for that of
 * an item, as it is, or percent-encoded after a ?; {date}, which may be left out, for its date as 20230725,
 * 202307 or 2023. An item without a date has nothing there, and a slash after it goes too. */
bool render_is_archive_link(const char *link);
/* Appends the address of an item's archived copy; nothing where `link` is NULL or the item has no address of
 * the web. */
void render_append_archived(const char *link, const search_hit *hit, sse_buffer *out);

/* Text (valid UTF-8) with its control characters shown as U+FFFD. */
void render_plain(FILE *out, const char *text);

#endif
