/* The network policy: every range of IANA's special-purpose registries, at both ends.
 * A row has the range's first and last address, then the neighbours outside, if those are public.
 * A range that is missing from the policy fails here. */
#include "source/net/policy.h"
#include "testing.h"

#include <arpa/inet.h>

static bool is_public(const char *text) {
  unsigned char bytes[16];
  if (inet_pton(AF_INET, text, bytes) == 1) return policy_is_public4(bytes);
  assert_int_equal(inet_pton(AF_INET6, text, bytes), 1);
  return policy_is_public6(bytes);
}

static void assert_public(const char *name, const char *text, bool expected) {
  if (is_public(text) != expected) print_error("%s: %s\n", name, text);
  assert_int_equal(is_public(text), expected);
}

struct range {
  const char *name, *first, *last;
  const char *before, *after; /* public neighbours; NULL if the neighbour is refused too, or does not exist */
};

static void assert_refused(const struct range *ranges, size_t count) {
  for (size_t i = 0; i < count; i++) {
    assert_public(ranges[i].name, ranges[i].first, false);
    assert_public(ranges[i].name, ranges[i].last, false);
    if (ranges[i].before) assert_public(ranges[i].name, ranges[i].before, true);
    if (ranges[i].after) assert_public(ranges[i].name, ranges[i].after, true);
  }
}

static void special_networks_of_ipv4_are_refused(void **state) {
  static const struct range ranges[] = {
      {"this network", "0.0.0.0", "0.255.255.255", NULL, "1.0.0.0"},
      {"private use", "10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"},
      {"shared address space", "100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0"},
      {"loopback", "127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"},
      {"link-local", "169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0"},
      {"private use", "172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"},
      {"IETF protocol assignments", "192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0"},
      {"documentation", "192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0"},
      {"6to4 relays", "192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0"},
      {"private use", "192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0"},
      {"benchmarks", "198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0"},
      {"documentation", "198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0"},
      {"documentation", "203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0"},
      {"multicast", "224.0.0.0", "239.255.255.255", "223.255.255.255", NULL},
      {"reserved", "240.0.0.0", "255.255.255.254", NULL, NULL},
      {"broadcast", "255.255.255.255", "255.255.255.255", NULL, NULL},
  };
  (void)state;
  assert_refused(ranges, sizeof ranges / sizeof *ranges);
}

static void special_networks_of_ipv6_are_refused(void **state) {
  static const struct range ranges[] = {
      {"unspecified", "::", "::", NULL, NULL},
      {"loopback", "::1", "::1", NULL, NULL},
      {"IPv4-compatible", "::2", "::ffff:ffff", NULL, NULL},
      {"IPv4-compatible, of a public address", "::8.8.8.8", "::8.8.8.8", NULL, NULL},
      {"before IPv4-mapped", "::fffe:808:808", "::1:0:808:808", NULL, NULL},
      {"NAT64 for local use", "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", NULL, NULL},
      {"around NAT64", "64:ff9a::808:808", "64:ff9b::1:808:808", NULL, NULL},
      {"discard-only", "100::", "100::ffff:ffff:ffff:ffff", NULL, NULL},
      {"dummy prefix", "100:0:0:1::", "100:0:0:1:ffff:ffff:ffff:ffff", NULL, NULL},
      {"not given out", "101::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL, "2000::"},
      {"IETF protocol assignments", "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
       "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::"},
      {"Teredo", "2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff", NULL, NULL},
      {"Teredo of a public client", "2001:0:808:808:0:0:f7f7:f7f7", "2001::f7f7:f7f7", NULL, NULL},
      {"anycast of PCP, TURN and DNS-SD", "2001:1::1", "2001:1::3", NULL, NULL},
      {"benchmarks", "2001:2::", "2001:2:0:ffff:ffff:ffff:ffff:ffff", NULL, NULL},
      {"AMT", "2001:3::", "2001:3:ffff:ffff:ffff:ffff:ffff:ffff", NULL, NULL},
      {"AS112", "2001:4:112::", "2001:4:112:ffff:ffff:ffff:ffff:ffff", NULL, NULL},
      {"ORCHID", "2001:10::", "2001:1f:ffff:ffff:ffff:ffff:ffff:ffff", NULL, NULL},
      {"ORCHIDv2", "2001:20::", "2001:2f:ffff:ffff:ffff:ffff:ffff:ffff", NULL, NULL},
      {"drones", "2001:30::", "2001:3f:ffff:ffff:ffff:ffff:ffff:ffff", NULL, NULL},
      {"documentation", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
       "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::"},
      {"documentation", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
       "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::"},
      {"not given out", "4000::", "5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
       "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL},
      {"SRv6", "5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL, NULL},
      {"not given out", "5f01::", "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL, NULL},
      {"unique local", "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL, NULL},
      {"link-local", "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL, NULL},
      {"site-local", "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL, NULL},
      {"multicast", "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL, NULL},
  };
  (void)state;
  assert_refused(ranges, sizeof ranges / sizeof *ranges);
}

static void an_address_in_an_address_decides(void **state) {
  static const struct {
    const char *text;
    bool expected;
  } rows[] = {
      {"::ffff:8.8.8.8", true},          {"::ffff:127.0.0.1", false}, {"::ffff:100.64.0.1", false},
      {"::ffff:169.254.169.254", false}, {"64:ff9b::8.8.8.8", true},  {"64:ff9b::10.0.0.1", false},
      {"64:ff9b::192.168.1.1", false},   {"2002:808:808::1", true},   {"2002:a00:1::1", false},
      {"2002:7f00:1::", false},          {"2002:c0a8:101::", false},  {"2002:c0a9:101::", true},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_public("carried", rows[i].text, rows[i].expected);
}

static void servers_of_the_world_are_public(void **state) {
  static const char *const addresses[] = {"8.8.8.8",          "93.184.216.34",   "192.31.196.1",
                                          "192.52.193.1",     "192.175.48.1",    "2606:4700::1111",
                                          "2a00:1450:4001::", "2620:4f:8000::1", "2400:cb00::1"};
  (void)state;
  for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
    assert_public("public", addresses[i], true);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(special_networks_of_ipv4_are_refused),
      cmocka_unit_test(special_networks_of_ipv6_are_refused),
      cmocka_unit_test(an_address_in_an_address_decides),
      cmocka_unit_test(servers_of_the_world_are_public),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
