"""Reach and best routes on Apache Spark, from edge tables in Parquet: the same whole costs, routes and order as on one machine."""

from __future__ import annotations

from .engine import SparkEngine
from .session import session

__all__ = ["SparkEngine", "session"]
