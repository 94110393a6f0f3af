/* Private to source/: what of a file was not taken, reported or counted.
 * A problem is reported at once, with its place. A loss (a file passed over, a column nobody knows, a date
 * that cannot be read) is counted, and told once a file. */
#ifndef SSE_SOURCE_ACCOUNT_H
#define SSE_SOURCE_ACCOUNT_H

#include "source/source.h"

enum { ACCOUNT_NAMES = 64 }; /* losses of one file that are told apart; those after them count as "others" */

/* One kind of loss in the file at hand. */
struct account_loss {
  source_loss_kind kind;
  char name[64]; /* cut where it is longer */
  const char *reason;
  size_t count;
  size_t turn; /* which of those that were counted since account_begin_turns was the first; 0 for none */
};

struct account {
  const source_handler *handler;
  source_report *report;
  struct account_loss losses[ACCOUNT_NAMES + 1];
  size_t loss_count;
  size_t problems; /* reported */
  size_t changing; /* items that are public up to a day or from one */
  size_t turns;    /* losses counted since account_begin_turns */
};

/* Reports a message that names its place. It counts as a part that was skipped where `is_skipped`. */
void account_problem(struct account *account, bool is_skipped, const char *message);

/* Counts a loss of the file at hand. `reason` has to last as long as the account; NULL for none. */
void account_lose(struct account *account, source_loss_kind kind, sse_str name, const char *reason);
void account_lose_several(struct account *account, source_loss_kind kind, sse_str name, const char *reason,
                          size_t count);
/* Begins to note in which order losses are counted. */
void account_begin_turns(struct account *account);
/* Counts an item that is not public, or is not news; `why` is static. */
void account_withhold(struct account *account, const char *why);
/* Counts a file that is passed over, and tells of it at once; `where` is its path. */
void account_pass_over(struct account *account, const char *where, sse_str name, const char *reason);
/* Tells the losses of the file at hand, which `where` names, and forgets them. */
void account_end_file(struct account *account, const char *where);

#endif
