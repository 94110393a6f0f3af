/* Collects problems and losses and passes them to the handler.
 * Losses of one file are gathered, so that an unknown column is reported once and not in every row.
 * Their number is bounded: a file of a thousand columns takes no more memory than one of ten. */
#include "source/account.h"

#include <string.h>

void account_problem(struct account *account, bool is_skipped, const char *message) {
  account->problems++;
  if (is_skipped) account->report->skipped++;
  account->handler->on_problem(account->handler->context, message);
}

/* Copies a name, truncated at a character boundary. */
static void copy_name(char out[64], sse_str name) {
  size_t length = name.length < 63 ? name.length : 63;
  while (length > 0 && length < name.length && ((unsigned char)name.data[length] & 0xC0) == 0x80)
    length--;
  if (length > 0) memcpy(out, name.data, length);
  out[length] = '\0';
}

/* The index of a loss of the current file, or `loss_count` if it has not occurred. */
static size_t find(const struct account *account, source_loss_kind kind, const char *name) {
  size_t i = 0;
  while (i < account->loss_count &&
         !(account->losses[i].kind == kind && strcmp(account->losses[i].name, name) == 0))
    i++;
  return i;
}

void account_lose(struct account *account, source_loss_kind kind, sse_str name, const char *reason) {
  account_lose_several(account, kind, name, reason, 1);
}

void account_lose_several(struct account *account, source_loss_kind kind, sse_str name, const char *reason,
                          size_t count) {
  struct account_loss wanted = {.kind = kind, .reason = reason};
  copy_name(wanted.name, name);
  size_t i = find(account, kind, wanted.name);
  if (i == account->loss_count && i >= ACCOUNT_NAMES) { /* the last slot is for all others, of any kind */
    copy_name(wanted.name, sse_str_of("others"));
    i = ACCOUNT_NAMES;
  }
  if (i == account->loss_count) account->losses[account->loss_count++] = wanted;
  account->losses[i].count += count;
  if (account->losses[i].turn == 0) account->losses[i].turn = ++account->turns;
}

void account_begin_turns(struct account *account) {
  account->turns = 0;
  for (size_t i = 0; i < account->loss_count; i++)
    account->losses[i].turn = 0;
}

void account_withhold(struct account *account, const char *why) {
  account->report->withheld++;
  account_lose(account, SOURCE_WITHHELD, sse_str_of(why), NULL);
}

static void report(const struct account *account, const struct account_loss *loss, const char *where) {
  const source_loss reported = {loss->kind, loss->name, loss->reason, where, loss->count};
  account->report->lost += loss->count;
  if (account->handler->on_loss) account->handler->on_loss(account->handler->context, &reported);
}

void account_pass_over(struct account *account, const char *where, sse_str name, const char *reason) {
  struct account_loss loss = {.kind = SOURCE_PASSED_OVER, .reason = reason, .count = 1};
  copy_name(loss.name, name);
  for (char *c = loss.name; *c; c++) /* .PDF and .pdf are one kind */
    *c = sse_lower(*c);
  account->report->passed_over++;
  report(account, &loss, where);
}

void account_end_file(struct account *account, const char *where) {
  for (size_t i = 0; i < account->loss_count; i++)
    report(account, &account->losses[i], where);
  account->loss_count = 0;
}
