/* Private to web/: the parts of a page.
 * Links are relative, so that pages work under any prefix of a proxy. All text from items or requests is
 * escaped. Streams are memory, and their errors are checked once, at the end. */
#ifndef SSE_WEB_PAGE_H
#define SSE_WEB_PAGE_H

#include "web/answer.h"
#include "web/brand.h"
#include "web/dates.h"

/* links.c: an empty request, in the language of the page, to be filled in. */
struct request links_plain(const struct call *call);
/* Writes ` href="…"` with the escaped link to a request. */
void links_put_href(const struct call *call, const char *path, const struct request *wanted);
/* Writes ` href="…"` with the escaped link to the results of a request, at the hit of that place, from 0
 * on. */
#define LINKS_PLACE "hit-%zu" /* the id of a hit's element, numbered from 1 */
void links_put_place_href(const struct call *call, const struct request *wanted, size_t place);
/* The absolute address of a request under a path; the caller frees it, NULL if memory is short. */
char *links_address(const struct call *call, const char *path, const struct request *wanted);
/* A request for an item and nothing else; it borrows from `item`. */
struct request links_item(const struct call *call, const search_hit *item);
/* Returns true if the request is for an item that was not reached through a search. */
bool links_is_item_alone(const struct call *call);
/* Writes ` href="…"` with the link to an item, the hit of that place, from 0 on, of the current search. */
#define LINKS_NO_PLACE SIZE_MAX
void links_put_item_href(const struct call *call, const search_hit *item, size_t place);
/* Writes a date (ISO 8601) in the form usual in the page's language. */
void links_put_date(const struct call *call, const char *date);
/* The value of a filter as people read it: the name of a language, dates in the form usual in the page's
 * language, or the value itself. The caller frees it; NULL if memory is short. */
char *links_value_name(const struct call *call, request_text which, sse_str value);
/* Write a message in the page's language; the second with a number, the third with an escaped value, in its
 * place. */
void links_put_message(const struct call *call, messages_id id);
void links_put_count(const struct call *call, messages_id id, size_t count);
void links_put_message_with(const struct call *call, messages_id id, const char *value);
/* Writes a message with the host of an address, in its readable form, in its place. */
void links_put_message_with_host(const struct call *call, messages_id id, const char *address);
/* The request with a filter set to `value` alone, which it borrows; without the filter if `value` is NULL. */
struct request links_with_filter(const struct call *call, const search_results *results, request_text which,
                                 const char *value);
/* Writes a value, with a link to all items that have it if that can be asked for. */
void links_put_value(const struct call *call, request_text which, sse_str value);
/* The request without any filter. */
struct request links_without_filters(const struct call *call);

/* head.c: the metadata of a page. Everything is borrowed. */
struct page_head {
  const char *title;             /* the subject of the page; "" for the archive itself */
  const char *description;       /* NULL for none */
  const char *path;              /* of the page, below the base */
  const struct request *request; /* asks for the page and nothing else; NULL if there is none */
  const search_hit *item;        /* the subject of the page, or NULL */
  bool has_feed;                 /* there is a feed of the request */
  bool is_indexed;               /* crawlers may index it: items, and the archive's home page */
};

void head_put(const struct call *call, const struct page_head *head);

/* layout.c: everything above and below <main>. `path` is the page's, for links to its other languages. Only a
 * search has feeds, and controls that belong to the form. */
void layout_put_header(const struct call *call, bool is_headline, bool has_controls);
void layout_put_footer(const struct call *call, const char *path, bool has_feed);

/* home.c: an overview of the archive, above its latest items. Errors: those of the index. */
sse_status home_put(const struct call *call, const search_results *results, sse_error *err);

/* item.c: the beginning of an item's text, or its title if it has no text, as one line; the caller frees it,
 * NULL if memory is short. */
char *item_describe(const search_hit *item);

/* facet_panel.c: the facets; each value is a filter that can be set or removed. */
struct facet_panel {
  search_results wider[REQUEST_FILTERS]; /* for each filter that is set, the results without it */
  size_t set;                            /* how many filters are set */
};

/* Counts the results without each filter that is set; those that take too long are left out. The caller
 * resets `panel`, whatever the result. Errors: those of the index, SSE_NO_MEMORY. */
sse_status facet_panel_read(const struct call *call, const search_results *results, struct facet_panel *panel,
                            sse_error *err);
void facet_panel_reset(struct facet_panel *panel);
/* Returns true if there is anything to filter. */
bool facet_panel_has_any(const search_results *results, const struct facet_panel *panel);
void facet_panel_put(const struct call *call, const search_results *results, const struct facet_panel *panel);
/* The button that opens the panel where it is not shown next to the results, with the number of values set.
 */
void facet_panel_put_button(const struct call *call);
/* The filters that are set, with links that remove them. */
void facet_panel_put_filters(const struct call *call);

/* timeline.c: hits by year and month, as bars, each of which is a link. */
void timeline_put(const struct call *call, const search_results *results, const search_facets *facets,
                  const struct dates *range);

/* results.c: the results of a search, with links to its pages and orders. */
struct found {
  const search_results *results;
  const struct facet_panel *panel;
  const char *typed; /* the query, if the results are those of a corrected one; else NULL */
  size_t first;      /* the number of the first hit, from 0 */
};

/* The call's request must be the one that the results belong to. */
sse_status results_put(const struct call *call, const struct found *found, sse_error *err);
/* Writes hits as a list numbered from `first`; 0 for a list that does not belong to the search. */
void results_put_hits(const struct call *call, const search_results *results, size_t first);

/* fewer.c: if nothing matches all that is asked for, the results without one filter or word. Errors: those of
 * the index, SSE_NO_MEMORY. */
sse_status fewer_put(const struct call *call, const struct found *found, sse_error *err);

/* guide.c: examples of queries. */
void guide_put(const struct call *call);

#endif
