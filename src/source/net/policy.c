/* Which network addresses may be connected to: two tables of networks that are not part of the public
 * internet. Sources: IANA's IPv4 and IPv6 Special-Purpose Address Registries, the multicast registries, and
 * RFC 4291, section 2.4, by which all global unicast addresses allocated in IPv6 are in 2000::/3. */
#include "source/net/policy.h"

#include <stddef.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* True if the first `bits` bits of an address are those of a network. */
static bool is_within(const unsigned char *address, const unsigned char *network, unsigned bits) {
  for (; bits >= 8; bits -= 8)
    if (*address++ != *network++) return false;
  return bits == 0 || (*address ^ *network) >> (8 - bits) == 0;
}

bool policy_is_public4(const unsigned char address[4]) {
  static const struct {
    unsigned char network[4];
    unsigned bits;
  } refused[] = {
      {{0}, 8},             /* "this" network */
      {{10}, 8},            /* private use */
      {{100, 64}, 10},      /* shared address space of carriers (CGNAT) */
      {{127}, 8},           /* loopback */
      {{169, 254}, 16},     /* link-local, including the metadata services of clouds */
      {{172, 16}, 12},      /* private use */
      {{192, 0, 0}, 24},    /* IETF protocol assignments */
      {{192, 0, 2}, 24},    /* documentation */
      {{192, 88, 99}, 24},  /* 6to4 relays, no longer in use */
      {{192, 168}, 16},     /* private use */
      {{198, 18}, 15},      /* benchmarking */
      {{198, 51, 100}, 24}, /* documentation */
      {{203, 0, 113}, 24},  /* documentation */
      {{224}, 4},           /* multicast */
      {{240}, 4},           /* reserved, including broadcast */
  };
  for (size_t i = 0; i < COUNT(refused); i++)
    if (is_within(address, refused[i].network, refused[i].bits)) return false;
  return true;
}

bool policy_is_public6(const unsigned char address[16]) {
  /* The first match decides. An IPv4 address begins at the byte `carried`; 0 if there is none. */
  static const struct {
    unsigned char network[16];
    unsigned bits, carried;
  } special[] = {
      {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 96, 12}, /* IPv4-mapped */
      {{0x00, 0x64, 0xFF, 0x9B}, 96, 12},                   /* NAT64, RFC 6052; 64:ff9b:1::/48 is local */
      {{0x20, 0x02}, 16, 2},                                /* 6to4 */
      {{0x20, 0x01}, 23, 0}, /* IETF protocol assignments: Teredo, benchmarking, AMT, ORCHID, drones */
      {{0x20, 0x01, 0x0D, 0xB8}, 32, 0}, /* documentation */
      {{0x3F, 0xFF}, 20, 0},             /* documentation */
  };
  static const unsigned char global_unicast[] = {0x20};
  for (size_t i = 0; i < COUNT(special); i++)
    if (is_within(address, special[i].network, special[i].bits))
      return special[i].carried > 0 && policy_is_public4(address + special[i].carried);
  return is_within(address, global_unicast, 3);
}
