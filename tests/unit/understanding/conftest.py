"""A small catalogue of facts, one or two of each kind, and its reader."""

import pytest
import yaml

from bot.policies.facts import FactsFile
from bot.understanding.facts import FactReader

# `yes` and `no` are quoted: here the file is read by plain YAML, where they are true and false.
CATALOGUE = """
facts:
  age:
    kind: number
    about: person
    name: 年龄
    unit: 岁
    maximum: 120
    question: 您今年多大（周岁）？
    heard_as: ["{n}岁", "{n}周岁", "我{n}了", "我{n}", "今年{n}", "{n}的人了", "满{n}"]
  sex:
    kind: choice
    about: person
    name: 性别
    question: 您是女士还是先生？
    options:
      female: {title: 女, heard_as: [女的, 女性, 我女, "，女", 女]}
      male: {title: 男, heard_as: [男的, 男性, 我男, "，男", 男]}
  registered:
    kind: yes_no
    about: person
    name: 办过失业登记
    question: 您办过失业登记吗（现在是登记失业状态）？
    help: 失业登记免费。
    heard:
      "yes": [失业登记, 登记失业, 办了失业登记, 办过失业登记]
      "no": [没办失业登记, 没登记, 还没登记]
  unemployed_since:
    kind: date
    about: person
    name: 失业的日子
    question: 您是从什么时候开始没有工作的？
    heard_as: ["{date}下岗", "{date}失业", "{date}被裁",
      "失业{duration}", "失业了{duration}", "下岗{duration}", "{duration}没上班",
      "{date}没上班", "没工作{duration}"]
  laid_off:
    kind: yes_no
    about: person
    name: 不是自己辞职的
    question: 您上一份工作是被动结束的吗（比如被裁），不是自己辞职？
    heard: {"yes": [被裁, 被辞退, 下岗], "no": [自己辞职, 主动辞职]}
  insured_months:
    kind: number
    about: person
    name: 失业保险累计缴费月数
    unit: 月
    maximum: 720
    question: 您的失业保险一共交了多久？
    help: 换过单位的加在一起。
    heard_as: ["交了{duration}社保", "社保交了{duration}", "交满{duration}"]
  in_arrears:
    kind: yes_no
    about: company
    name: 有欠缴的社会保险费
    question: 单位有没有欠缴的社会保险费？
    heard: {"yes": [欠缴社保], "no": [没欠社保]}
  nobody_dismissed:
    kind: yes_no
    about: company
    name: 用工没有减少
    question: 单位今年没有裁员吗？
    heard: {"yes": [没裁员, 没有裁员], "no": [裁过人]}
  insured_now:
    kind: yes_no
    about: person
    name: 在交社保
    question: 您现在交着社保吗？
    heard: {"yes": [在交社保], "no": [没交社保, 没交过社保, 社保断了]}
  graduate:
    kind: yes_no
    about: person
    name: 高校毕业生
    question: 您是高校毕业生吗？
    heard: {"yes": [大学毕业, 应届生, 高校毕业生, 刚毕业], "no": [没上过大学]}
  graduated_on:
    kind: date
    about: person
    name: 毕业的日子
    question: 您是哪年哪月毕业的？
    heard_as: ["{date}毕业", "{date}大学毕业", "{date}届", "毕业{duration}", "毕业了{duration}"]
  disabled:
    kind: yes_no
    about: person
    name: 残疾
    question: 您有残疾证吗？
    heard: {"yes": [残疾, 残疾证, 残疾人], "no": [没有残疾]}
  minimum_living:
    kind: yes_no
    about: person
    name: 享受低保
    question: 您或您家享受低保吗？
    heard: {"yes": [低保户, 享受低保, 吃低保], "no": []}
  zero_employment:
    kind: yes_no
    about: person
    name: 零就业（零转移）家庭
    question: 您家是零就业家庭吗？
    heard: {"yes": [零就业家庭, 全家都没工作], "no": []}
  veteran:
    kind: yes_no
    about: person
    name: 退役军人
    question: 您是退役军人吗？
    heard: {"yes": [退役军人, 退伍军人, 当过兵, 退伍], "no": [没当过兵]}
  migrant_worker:
    kind: yes_no
    about: person
    name: 农民工
    question: 您是农民工吗？
    heard: {"yes": [农民工], "no": []}
  farmer:
    kind: yes_no
    about: person
    name: 农民
    question: 您是农民吗？
    heard: {"yes": [我是农民, 务农], "no": []}
  first_business:
    kind: yes_no
    about: person
    name: 首次创业
    question: 这是您第一次创业吗？
    heard: {"yes": [第一次创业], "no": []}
  jobs_created:
    kind: number
    about: person
    name: 带动就业的人数
    unit: 人
    maximum: 100000
    question: 您一共雇了几个人？
    heard_as: ["雇了{n}个人", "雇了{n}人", "带动{n}人"]
  headcount:
    kind: number
    about: company
    name: 参保职工人数
    unit: 人
    maximum: 100000
    question: 单位有多少参保职工？
    heard_as: ["公司{n}个人", "公司{n}人", "单位{n}人"]
  layoff_rate:
    kind: number
    about: company
    name: 上年裁员率
    unit: "%"
    maximum: 100
    question: 单位上一年的裁员率是多少？
    heard_as: ["裁员率{n}", "裁员率是{n}"]
  paid_last_year:
    kind: number
    about: company
    name: 上年实缴失业保险费
    unit: 元
    maximum: 10000000000
    question: 单位上一年实缴失业保险费多少元？
    heard_as: ["交了{n}失业保险费"]
  loan_sum:
    kind: number
    about: person
    name: 想贷的数额
    unit: 万元
    question: 您想贷多少万元？
    heard_as: ["贷{n}"]
  years_to_retirement:
    kind: number
    about: person
    name: 离退休还有几年
    unit: 年
    maximum: 60
    question: 您离法定退休还有几年？
    heard_as: ["离退休{duration}"]
  certificate:
    kind: choice
    about: person
    name: 证书等级
    question: 您拿到的证书是哪一级？
    options:
      none: {title: 没有证书, heard_as: [没有证书, 没证书]}
      junior: {title: 初级工（五级）, heard_as: [初级工]}
      intermediate: {title: 中级工（四级）, heard_as: [中级工]}
      senior: {title: 高级工（三级）, heard_as: [高级工]}
  city:
    kind: place
    about: person
    name: 所在城市
    question: 您在江苏哪个市办事？
groups:
  hardship:
    name: 就业困难的类别
    question: 下面哪种是您（或您家）的情况？
    facts: [disabled, minimum_living, zero_employment, veteran]
"""


@pytest.fixture(scope="session")
def reader() -> FactReader:
    return FactReader(FactsFile.model_validate(yaml.safe_load(CATALOGUE)))
