/* The head of a mail: addresses that were given, and defaults for those that were not.
 * An address with a line end in it could inject another header, so it is rejected.
 * Names that cannot be part of an address are replaced. */
#include "programs/mail.h"

#include <pwd.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ADDRESSES_LONGEST = 900 }; /* of the 998 that a line may have */

/* True for a dot-atom (RFC 5322, 3.2.3) of the characters that host and user names use; no dots at the ends
 * or next to each other. */
static bool is_dot_atom(const char *name) {
  static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  size_t length = strlen(name);
  return length > 0 && strspn(name, plain) == length && name[0] != '.' && name[length - 1] != '.' &&
         !strstr(name, "..");
}

bool mail_is_address(const char *text) {
  size_t length = strlen(text);
  bool is_blank = true;
  for (const char *at = text; *at; at++) {
    if (*at < ' ' || *at > '~') return false;
    is_blank = is_blank && *at == ' ';
  }
  return !is_blank && length <= ADDRESSES_LONGEST && (strchr(text, '@') || is_dot_atom(text));
}

void mail_complete(render_mail_head *head, mail_sender *sender) {
  char host[MAIL_HOST_SIZE] = "";
  struct timespec now = {0};
  if (gethostname(host, sizeof host - 1) != 0 || !is_dot_atom(host))
    (void)snprintf(host, sizeof host, "localhost");
  const struct passwd *user = getpwuid(geteuid());
  bool has_name = user && strlen(user->pw_name) < MAIL_NAME_SIZE - 1 && is_dot_atom(user->pw_name);
  (void)clock_gettime(CLOCK_REALTIME, &now); /* cannot fail for this clock */
  (void)snprintf(sender->from, sizeof sender->from, "%s@%s", has_name ? user->pw_name : "ssesearch", host);
  (void)snprintf(sender->id, sizeof sender->id, "%lld.%09ld.%ld.ssesearch@%s", (long long)now.tv_sec,
                 now.tv_nsec, (long)getpid(), host);
  if (!head->from) head->from = sender->from;
  head->id = sender->id;
  head->time = (int64_t)now.tv_sec;
}
