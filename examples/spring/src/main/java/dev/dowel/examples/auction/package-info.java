/** Auctions: every item is an actor, and a REST controller takes the bids of those who do not connect to it. */
@NullMarked
package dev.dowel.examples.auction;

import org.jspecify.annotations.NullMarked;
