"""Why each kind of data is kept, as it is told to the person whose it is."""

PURPOSES = {
    "applications": "告诉您本人申请办到哪一步",
    "bookings": "为您保留办事时间，窗口核对预约",
    "contacts": "办理前给您发短信提醒",
    "feedback": "弄清哪里没答好，把回答改好",
    "audit": "记录谁在什么时候查过您的信息，供您和管理部门核查",
}
