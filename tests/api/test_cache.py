"""What is kept within a number of bytes."""

from api.cache import Cache


def test_what_was_used_last_is_kept() -> None:
    cache: Cache[str] = Cache(10)
    cache.put(1, "one", 5)
    cache.put(2, "two", 5)
    assert cache.get(1) == "one"
    cache.put(3, "three", 1)
    assert (cache.get(2), cache.get(1), cache.get(3)) == (None, "one", "three")


def test_what_is_larger_than_all_is_not_kept() -> None:
    cache: Cache[str] = Cache(10)
    cache.put(1, "large", 11)
    assert cache.get(1) is None


def test_a_value_takes_the_place_of_an_older_one() -> None:
    cache: Cache[str] = Cache(10)
    for number in range(20):
        cache.put(1, str(number), 6)
    cache.put(2, "other", 4)
    assert (cache.get(1), cache.get(2)) == ("19", "other")
