/* Results for people and scripts: the interface of render/ to the programs.
 * Each function writes one complete answer to a stream. The caller checks once, at the end and with fflush
 * and ferror, whether the stream accepted it. */
#ifndef SSE_RENDER_H
#define SSE_RENDER_H

#include "index/index.h"
#include "render/messages.h"
#include "search/search.h"

#include <stdio.h>

typedef enum render_format {
  RENDER_TEXT,
  RENDER_JSON,
  RENDER_JSONL, /* one item per line */
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

/* The names of the formats, in enum order; NULL after the last. */
extern const char *const render_format_names[];

/* What a mail needs besides the results. */
typedef struct render_mail_head {
  const char *from, *to; /* addresses as in RFC 5322, in printable ASCII; NULL for none */
  const char *id;        /* a unique message id, without its angle brackets */
  const char *name;      /* of the saved search; NULL to use the query */
  bool is_new;           /* the mail has only new items */
  int64_t time;          /* seconds since 1970 */
} render_mail_head;

/* The unit of highlights: code points, bytes of UTF-8, or UTF-16 code units, as in JavaScript strings. */
typedef enum render_offsets { RENDER_CODE_POINTS, RENDER_BYTES, RENDER_UTF16 } render_offsets;

/* The names of the units, in enum order; NULL after the last. */
extern const char *const render_offsets_names[];

typedef struct render_options {
  messages_language language; /* of the text around the items */
  bool color;                 /* mark matches and headlines with terminal escape sequences */
  bool links;                 /* make headlines links (OSC 8) */
  size_t width;               /* columns per line of text; 0: lines are not broken */
  size_t offset;              /* of the first hit, for numbering */
  const char *query_id;       /* for RENDER_TREC */
  const char *self;           /* the address of the feed itself; or NULL */
  const char *page;           /* the address of the page with the same results; or NULL */
  const char *base; /* what addresses of items' pages begin with, without a slash at the end; or NULL */
  const char *title, *publisher; /* of a feed; NULL: the query, ssesearch */
  int64_t updated;               /* the time of a feed without entries, in seconds since 1970; 0: unknown */
  const char *fields;            /* of items in JSON, as render_has_fields takes them; NULL or "": all */
  render_offsets offsets;        /* in JSON's highlights */
  const char *pre, *post;        /* put around matches in JSON's marked texts; NULL: no such texts */
  bool compact;                  /* write JSON without spaces */
  const char *facets;            /* names of facets in JSON and tables, one per line; NULL or "": all */
  const char *facet_query;       /* only facet values in which a word begins so; NULL: all */
  size_t facet_limit;            /* most values per facet; 0: all */
  const char *next;              /* the address of the next results, for JSON; or NULL */
  const char *archive_link;      /* a template, see render_is_archive_link; or NULL */
  const render_mail_head *mail;  /* for RENDER_MAIL */
} render_options;

/* Writes the concepts of a thesaurus that `name` denotes, with their labels by language, as text or JSON.
 * Errors: those of the thesaurus, SSE_NO_MEMORY. */
sse_status render_terms(FILE *out, render_format format, thesaurus_db *thesaurus, sse_str name,
                        const thesaurus_found *found, messages_language language, sse_error *err);

/* Writes how many items match or, if those with only some of the words follow, how many have every word and
 * how many have some; and how many stories they are. */
void render_count(FILE *out, const search_results *results, messages_language language);

/* True if the format can hold the facets of a search. */
bool render_holds_facets(render_format format);

/* True if the format shows facets instead of items. */
bool render_facets_replace_items(render_format format);

/* True if the format names the other items of a hit's story. */
bool render_names_stories(render_format format);

/* Writes results in a format. Errors: SSE_NO_MEMORY. */
sse_status render_results(FILE *out, render_format format, const search_results *results,
                          const render_options *options, sse_error *err);

/* For a terminal or a pipe: one block per hit, then a line with the number of items and the time taken.
 * Control characters in indexed text are shown as U+FFFD, so that no item can drive the terminal. */
void render_text(FILE *out, const search_results *results, const render_options *options);

/* Writes a note on a query as HTML, in the given language. */
void render_note(FILE *out, const query_note *note, messages_language language);

/* Writes the other items of a hit's story as HTML, in a paragraph of links; nothing if there are none. */
void render_also_html(FILE *out, const search_hit *hit, messages_language language);

/* Keyword in context: one line per match, with the words around it and the match always at the same column;
 * nothing else but the facets, below. An item without matches shows its headline. Only matches in the shown
 * texts count: to get all matches of an item, search with whole_texts. Lines have 80 columns if
 * options->width is 0. */
void render_kwic(FILE *out, const search_results *results, const render_options *options);

/* One JSON object, as documented in the README: query, total, total_is_exact, took_ms, relaxed?, items[]; or
 * JSON Lines with one object per item or, if there are facets, one per facet value: facet, value, hits,
 * items. Errors: SSE_NO_MEMORY, before the object concerned was written. */
sse_status render_json(FILE *out, const search_results *results, const render_options *options,
                       sse_error *err);
sse_status render_jsonl(FILE *out, const search_results *results, const render_options *options,
                        sse_error *err);

/* True if this is the name of a facet. */
bool render_is_facet(sse_str name);

/* True if every name in a comma-separated list is a field of items in JSON; otherwise `*unknown` is the first
 * that is not, borrowed from the list. True for an empty list. */
bool render_has_fields(const char *fields, sse_str *unknown);

/* A whole item, as from search_item: its fields as in the objects above, and `text`. Errors: SSE_NO_MEMORY,
 * before anything was written. */
sse_status render_item_json(FILE *out, const search_hit *item, const render_options *options, sse_error *err);

/* A whole item for a person: its headline, one line per field, and the text. */
void render_item_text(FILE *out, const search_hit *item, const render_options *options);

/* A table with a header line (RFC 4180), and one line per item or, if there are facets, per facet value. Text
 * that a spreadsheet would take for a formula gets a leading '. Errors: SSE_NO_MEMORY. */
sse_status render_csv(FILE *out, const search_results *results, const render_options *options,
                      sse_error *err);

/* References for a bibliography. sseindex reads the same headlines, authors, dates, publishers, addresses,
 * languages and tags back from them; the passage becomes the abstract. An item's key is derived from its id:
 * stable, unique and in ASCII. Semicolons in tags become commas, since semicolons separate tags. BibTeX has
 * facets as a comment. Errors: SSE_NO_MEMORY. */
void render_ris(FILE *out, const search_results *results);
sse_status render_bibtex(FILE *out, const search_results *results, sse_error *err);
sse_status render_csl(FILE *out, const search_results *results, sse_error *err);

/* One reference as a person writes it: authors, headline, publisher, date in long form, address; as HTML if
 * requested. An item without a web address gets the address of its page below `base`, as in
 * render_options. */
void render_citation(FILE *out, const search_hit *hit, const char *base, messages_language language,
                     bool is_html);
/* An invisible reference, for HTML: a ContextObject in a span (OpenURL COinS, ANSI/NISO Z39.88), from which
 * Zotero and similar programs import the item on a page, or each item in a list. */
void render_coins(FILE *out, const search_hit *hit, const char *base);

/* A whole page. */
void render_html(FILE *out, const search_results *results, const render_options *options);
/* A feed (RFC 4287). With options->base it is a server's feed: snippets must be whole texts and become the
 * content of entries, which have links, globally unique ids, and the times of the runs that changed them.
 * Without a base, the feed depends only on the items, not on the index that holds them. Errors:
 * SSE_NO_MEMORY. */
sse_status render_atom(FILE *out, const search_results *results, const render_options *options,
                       sse_error *err);
/* The same feed as a JSON Feed (1.1), for servers only. Errors: SSE_NO_MEMORY, before anything was
 * written. */
sse_status render_json_feed(FILE *out, const search_results *results, const render_options *options,
                            sse_error *err);

/* A message (RFC 5322) with a text and an HTML part and LF line ends; nothing if there are neither items nor
 * facets to show (a mail of new items shows no facets on their own). Errors: SSE_NO_MEMORY, before anything
 * was written. */
sse_status render_mail(FILE *out, const search_results *results, const render_options *options,
                       sse_error *err);

/* Writes text (valid UTF-8) escaped for HTML and XML, attributes included; control characters are shown as
 * U+FFFD. */
void render_escaped(FILE *out, const char *text);
/* The same for the value of a form control, which must be sent back unchanged: marks of direction stay, as
 * numeric references. */
void render_escaped_value(FILE *out, const char *text);
/* Writes a name as HTML. It is isolated from the direction of the text around it, so that punctuation at its
 * ends stays there. */
void render_name(FILE *out, const char *name);
/* Writes text as HTML, with its matches in <mark>. */
void render_marked(FILE *out, const search_text *shown);
/* The same with other marks, which are written unescaped. */
void render_marked_with(FILE *out, const search_text *shown, const char *pre, const char *post);

/* Lines in the format of trec_eval: query, Q0, id, rank, score, name of the run. */
void render_trec(FILE *out, const search_results *results, const render_options *options);

/* What an index holds, as lines for a person or as one JSON object. Only `with_sources` includes where items
 * were read from: file paths and addresses are not for the public, who get the object without them and
 * without spaces. Errors: SSE_NO_MEMORY, before anything was written. */
void render_stats_text(FILE *out, const index_stats *stats);
sse_status render_stats_json(FILE *out, const index_stats *stats, bool with_sources, sse_error *err);

/* What a run left out, one line per kind: "26 files passed over: 24 .pdf (needs ...), 2 .xyz (...)"; nothing
 * if nothing was left out. */
void render_losses(FILE *out, const index_losses *losses);

/* ---- Exports ------------------------------------------------------------------------------------ */

typedef enum render_export {
  RENDER_EXPORT_JSONL,      /* one item per line, with all that is known of it, for sseindex to read back */
  RENDER_EXPORT_CSV,        /* a table, which sseindex reads back without the provenance */
  RENDER_EXPORT_OPENSEARCH, /* the body of POST /NAME/_bulk: an action and a document per item */
  RENDER_EXPORT_OPENSEARCH_INDEX /* the body of PUT /NAME, which must come first: render_opensearch_index */
} render_export;

/* The names of the formats, in enum order; NULL after the last. */
extern const char *const render_export_names[];

/* An item as a line of JSON from which sseindex reads the same item, without its provenance. Errors:
 * SSE_NO_MEMORY, before anything was written. */
sse_status render_item_line(FILE *out, const source_item *item, sse_error *err);

/* Writes what comes before the first item in a format. */
void render_export_head(FILE *out, render_export format);
/* An item as from index_export. Withdrawn items are written in RENDER_EXPORT_JSONL only. Errors:
 * SSE_NO_MEMORY. */
sse_status render_exported(FILE *out, render_export format, const source_item *item, sse_error *err);

/* The analyzers and the mapping for the documents of RENDER_EXPORT_OPENSEARCH. Title and text have a subfield
 * for the analyzer of each language; `synonyms` are rules in the format of text_synonyms_new, with the same
 * meaning. Errors: SSE_NO_MEMORY, before anything was written. */
sse_status render_opensearch_index(FILE *out, const index_counts *languages, sse_str synonyms,
                                   sse_error *err);

/* ---- Pieces ------------------------------------------------------------------------------------- */

/* Appends tags, given one per line, separated by commas; nothing for NULL. */
void render_append_tags(const char *tags, sse_buffer *out);

/* True for a template of the address of an archived copy: an http or https address in which {url} stands for
 * the item's address, verbatim or, after a ?, percent-encoded. The optional {date} stands for its date as
 * 20230725, 202307 or 2023; for an item without a date it is dropped, along with a slash after it. */
bool render_is_archive_link(const char *link);
/* Appends the address of an item's archived copy; nothing if `link` is NULL or the item has no web
 * address. */
void render_append_archived(const char *link, const search_hit *hit, sse_buffer *out);

/* Writes text (valid UTF-8) with control characters shown as U+FFFD. */
void render_plain(FILE *out, const char *text);

#endif
