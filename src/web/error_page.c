/* The page or text that reports an error in the reader's language.
 * Faults of an address are explained as far as they are known; faults of the server go to its log. The page
 * has the search box, so that a reader can continue from it. */
#include "web/page.h"

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

static messages_id message_of(unsigned status, const sse_error *err) {
  switch (status) {
  case ANSWER_BAD_REQUEST:
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

void error_page_text(const struct call *call, unsigned status, const sse_error *err) {
  const messages_id text = message_of(status, err);
  (void)fprintf(call->out, "%s\n",
                messages_of(call->request->language, text)); /* the stream is checked when it is closed */
  if (text == MESSAGE_BAD_ADDRESS && call->request->language == MESSAGES_EN)
    (void)fprintf(call->out, "%s\n", err->message); /* as above */
}

void error_page(const struct call *call, unsigned status, const sse_error *err) {
  const messages_id text = message_of(status, err);
  head_put(call, &(const struct page_head){.title = messages_of(call->request->language, text)});
  layout_put_header(call, true, false);
  answer_put(call, "<main id=\"main\" tabindex=\"-1\">\n<div class=\"trouble\">\n<p>");
  links_put_message(call, text);
  answer_put(call, "</p>\n");
  if (text == MESSAGE_BAD_ADDRESS) put_fault(call, err);
  answer_put(call, "</div>\n</main>\n");
  layout_put_footer(call, "", false);
}
