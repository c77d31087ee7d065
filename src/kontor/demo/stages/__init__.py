"""The stages of loading, each a module with ``load()``, in the order of ``kontor.demo.loading``."""
