/* The page or text that reports an error in the reader's language.
 * Faults of an address are explained as far as they are known; faults of the server go to its log. The page
 * has the search box, so that a reader can continue from it. */
#include "web/page.h"

/* Returns true if the query is too long, which readers do not take for a fault of an address. */
static bool is_long(const struct call *call) {
  return !request_may_be(REQUEST_Q, sse_str_of(request_text_of(call->request, REQUEST_Q)));
}

/* Explains what is wrong with an address. Rare errors have no translation and are explained only on English
 * pages. */
static void put_fault(const struct call *call, const sse_error *err) {
  const query_notes *faults = &call->request->faults;
  if (faults->count == 0 && call->request->language != MESSAGES_EN) return;
  answer_put(call, "<p>");
  if (faults->count > 0) {
    render_note(call->out, &faults->notes[0], call->request->language);
  } else {
    render_escaped(call->out, err->message);
  }
  answer_put(call, "</p>\n");
}

static messages_id message_of(const struct call *call, unsigned status, const sse_error *err) {
  switch (status) {
  case ANSWER_BAD_REQUEST:
    return is_long(call) ? MESSAGE_LONG_QUERY : MESSAGE_BAD_ADDRESS;
  case ANSWER_OTHER_VERSION:
    return MESSAGE_BAD_ADDRESS;
  case ANSWER_NOT_FOUND:
    return MESSAGE_NOT_FOUND;
  case ANSWER_BAD_METHOD:
    return MESSAGE_ONLY_READ;
  case ANSWER_TOO_LARGE:
    return MESSAGE_NOTHING_SENT;
  case ANSWER_LONG_ADDRESS:
    return MESSAGE_LONG_ADDRESS;
  case ANSWER_LONG_HEADERS:
    return MESSAGE_LONG_HEADERS;
  default:
    return err->status == SSE_TIMEOUT ? MESSAGE_TOO_SLOW : MESSAGE_TROUBLE;
  }
}

/* The text of a message in the reader's language; the caller resets it. Its data is NULL if memory is short.
 */
static sse_buffer text_of(const struct call *call, messages_id id) {
  sse_buffer text = {0};
  messages_append_count(&text, call->request->language, id, REQUEST_QUERY_LONGEST);
  if (text.failed) sse_buffer_reset(&text);
  return text;
}

void error_page_text(const struct call *call, unsigned status, const sse_error *err) {
  const messages_id id = message_of(call, status, err);
  sse_buffer text = text_of(call, id);
  (void)fprintf(call->out, "%s\n", text.data ? text.data : ""); /* the stream is checked when it is closed */
  if (id == MESSAGE_BAD_ADDRESS && call->request->language == MESSAGES_EN)
    (void)fprintf(call->out, "%s\n", err->message); /* as above */
  sse_buffer_reset(&text);
}

void error_page(const struct call *call, unsigned status, const sse_error *err) {
  const messages_id id = message_of(call, status, err);
  sse_buffer text = text_of(call, id);
  const char *told = text.data ? text.data : "";
  head_put(call, &(const struct page_head){.title = told});
  layout_put_header(call, true, false);
  answer_put(call, "<main id=\"main\" tabindex=\"-1\">\n<div class=\"trouble\">\n<p>");
  answer_put(call, told);
  answer_put(call, "</p>\n");
  if (id == MESSAGE_BAD_ADDRESS) put_fault(call, err);
  answer_put(call, "</div>\n</main>\n");
  layout_put_footer(call, "", false);
  sse_buffer_reset(&text);
}
