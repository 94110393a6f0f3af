/* If nothing matches all that is asked for: which filter, or which word of the query, can be left out, or
 * that any of the words will do, and how many items there are then. Each is a link. Those that take too long
 * to count are not offered. */
#include "query/syntax.h"
#include "web/page.h"

#include <stdlib.h>

enum { WORDS_MOST = 8 /* the longest query whose words are left out one by one */ };

/* A list whose beginning is written with the first entry. */
struct list {
  const struct call *call;
  bool begun;
};

/* Writes an entry; `value` takes the place in the message, NULL if there is none. */
static void put_entry(struct list *list, const struct request *request, messages_id text, const char *value,
                      const search_results *found) {
  const struct call *call = list->call;
  if (!list->begun) {
    answer_put(call, "<section class=\"fewer\">\n<h2>");
    links_put_message(call, MESSAGE_LESS);
    answer_put(call, "</h2>\n<ul>\n");
  }
  list->begun = true;
  answer_put(call, "<li><a");
  links_put_href(call, "", request);
  answer_put(call, ">");
  if (value) {
    links_put_message_with(call, text, value);
  } else {
    links_put_message(call, text);
  }
  answer_put(call, "</a> <span class=\"number\">");
  messages_put_count(call->out, call->request->language,
                     found->total_is_exact ? MESSAGE_ITEMS : MESSAGE_MORE_ITEMS, found->total);
  answer_put(call, "</span></li>\n");
}

/* Writes an entry if that finds anything. */
static sse_status put_if_any(struct list *list, const struct request *request, messages_id text,
                             sse_error *err) {
  search_results results = {0};
  sse_status status = answer_count(list->call, request, false, &results, err);
  if (!status && results.total > 0) put_entry(list, request, text, NULL, &results);
  search_results_reset(&results);
  return status;
}

/* ---- Filters ------------------------------------------------------------------------------------ */

/* The values of a filter in one line, as people read them; the caller frees it, NULL if memory is short. */
static char *values_of(const struct call *call, request_text which) {
  sse_buffer line = {0};
  sse_str value;
  for (size_t position = 0; request_next_value(call->request, which, &position, &value);) {
    char *name = links_value_name(call, which, value);
    if (line.length > 0) sse_buffer_append_text(&line, ", ");
    if (name) sse_buffer_append_text(&line, name);
    line.failed = line.failed || !name;
    free(name);
  }
  if (!line.failed) return line.data;
  sse_buffer_reset(&line);
  return NULL;
}

static void put_filters(struct list *list, const struct found *found) {
  const struct call *call = list->call;
  const struct facet_panel *panel = found->panel;
  for (size_t i = 0; i < REQUEST_FILTERS; i++) {
    if (panel->wider[i].total == 0) continue;
    const struct request other = links_with_filter(call, found->results, request_filter_texts[i], NULL);
    char *values = values_of(call, request_filter_texts[i]);
    if (values)
      put_entry(list, &other, MESSAGE_WITHOUT, values, &panel->wider[i]); /* left out if memory is short */
    free(values);
  }
}

/* ---- Words -------------------------------------------------------------------------------------- */

static char *print(const syntax *tree, size_t node, sse_error *err) {
  sse_buffer text = {0};
  sse_buffer_append_text(&text, "");
  syntax_print_node(tree, node, &text);
  if (!text.failed) return text.data;
  sse_buffer_reset(&text);
  (void)sse_fail_memory(err);
  return NULL;
}

/* The `child` or `next` field that refers to a child of the root. */
static size_t *link_to(syntax *tree, size_t child) {
  size_t *link = &tree->nodes[tree->root].child;
  while (*link != child)
    link = &tree->nodes[*link].next;
  return link;
}

/* Offers the query without one of its parts, if anything has all the others. */
static sse_status put_without(struct list *list, syntax *tree, size_t child, sse_error *err) {
  const struct call *call = list->call;
  size_t *link = link_to(tree, child);
  search_results results = {0};
  struct request other = *call->request; /* a shallow copy */
  char *word = print(tree, child, err);
  *link = tree->nodes[child].next;
  char *rest = print(tree, tree->root, err);
  *link = child;
  sse_status status = word && rest ? SSE_OK : SSE_NO_MEMORY;
  other.texts[REQUEST_Q] = rest;
  other.offset = 0;
  other.match = SEARCH_MATCH_ALL;
  if (!status) status = answer_count(call, &other, false, &results, err);
  other.match = call->request->match;
  if (!status && results.total > 0) put_entry(list, &other, MESSAGE_WITHOUT, word, &results);
  search_results_reset(&results);
  free(word);
  free(rest);
  return status;
}

static sse_status put_words(struct list *list, sse_error *err) {
  syntax *tree = NULL;
  size_t count = 0;
  sse_status status = syntax_parse(sse_str_of(request_text_of(list->call->request, REQUEST_Q)), &tree, err);
  if (status) return status;
  const syntax_node *root = tree->root == SYNTAX_NONE ? NULL : &tree->nodes[tree->root];
  bool has_parts = root && root->kind == SYNTAX_AND;
  for (size_t child = has_parts ? root->child : SYNTAX_NONE; child != SYNTAX_NONE;
       child = tree->nodes[child].next)
    count++;
  for (size_t child = count > 1 && count <= WORDS_MOST ? root->child : SYNTAX_NONE;
       child != SYNTAX_NONE && !status; child = tree->nodes[child].next)
    status = put_without(list, tree, child, err);
  syntax_free(tree);
  return status;
}

/* ---- The whole list ----------------------------------------------------------------------------- */

/* All words must match only because the request says so. Without any filter it no longer does. */
static sse_status put_wider(struct list *list, const struct found *found, sse_error *err) {
  const struct call *call = list->call;
  const bool needs_all = call->request->match == SEARCH_MATCH_ALL;
  const struct request none = links_without_filters(call);
  struct request any = *call->request; /* a shallow copy */
  any.match = SEARCH_MATCH_AUTO;
  any.has_match = false;
  any.offset = 0;
  sse_status status = needs_all ? put_if_any(list, &any, MESSAGE_WITH_ANY, err) : SSE_OK;
  if (status || list->begun || found->panel->set == 0) return status;
  return put_if_any(list, &none, MESSAGE_WITHOUT_FILTERS, err);
}

sse_status fewer_put(const struct call *call, const struct found *found, sse_error *err) {
  const search_results *results = found->results;
  const bool is_typing = call->request->typing; /* words are not finished; the filters are */
  struct list list = {.call = call};
  sse_status status = SSE_OK;
  if (found->typed || results->total_every > 0) return SSE_OK;
  if (results->total == 0) put_filters(&list, found);
  if (!is_typing) status = put_words(&list, err);
  if (!status && !is_typing && results->total == 0) status = put_wider(&list, found, err);
  if (list.begun) answer_put(call, "</ul>\n</section>\n");
  return status;
}
