"""Secrets are made once and kept private."""

import stat
from concurrent.futures import ThreadPoolExecutor

from throughline.config.secrets import secret


def test_it_is_the_same_every_time(tmp_path):
    assert secret("key", folder=tmp_path) == secret("key", folder=tmp_path)


def test_each_name_has_its_own(tmp_path):
    assert secret("key", folder=tmp_path) != secret("other", folder=tmp_path)


def test_it_is_long_enough(tmp_path):
    assert len(secret("key", folder=tmp_path)) >= 43


def test_only_we_may_read_it(tmp_path):
    secret("key", folder=tmp_path / "new")

    assert stat.S_IMODE((tmp_path / "new" / "secrets" / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new" / "secrets").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_many_asking_at_once_get_one_answer(tmp_path):
    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(lambda _: secret("key", folder=tmp_path), range(40)))

    assert len(answers) == 1
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["key"]
