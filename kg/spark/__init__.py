"""Building the graph with Apache Spark: the same functions, on many machines.

Needs ``pip install 'summitkg[spark]'`` and Java. ``kg.spark.building.build`` says what is
written and what limits it; ``docs/spark.md`` has the commands.
"""
